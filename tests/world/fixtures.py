"""PROJ's positions of the points of `fixtures.mjs`, as JSON on standard output: see there."""

import json
import math

from pyproj import Proj


def generator(state):
    """mulberry32"""
    while True:
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = ((state ^ (state >> 15)) * (1 | state)) & 0xFFFFFFFF
        t = ((t + (((t ^ (t >> 7)) * (61 | t)) & 0xFFFFFFFF)) & 0xFFFFFFFF) ^ t
        yield (t ^ (t >> 14)) / 4294967296


random = generator(1)


def random_point():
    lon = next(random) * 360 - 180
    return lon, math.degrees(math.asin(next(random) * 2 - 1))


centers = [(0, 0), (152, 0), (-179.5, 12), (180, -89), (37.25, 90), (-28, -45)]
while len(centers) < 10:
    centers.append(random_point())

rows = []
for lon_0, lat_0 in centers:
    flat = Proj(proj="eqearth", R=1, lon_0=lon_0)
    globe = Proj(proj="ortho", R=1, lon_0=lon_0, lat_0=lat_0)
    for _ in range(1000):
        point = random_point()
        row = [*flat(*point), *globe(*point)]
        rows.append([value if math.isfinite(value) else None for value in row])
print(json.dumps(rows))
