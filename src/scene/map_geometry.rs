//! The lines and areas of a map at one camera: drawn once, and kept while the camera stands still.

use crate::dataset::{BorderStyle, Dataset};
use crate::world::{Clipper, Country, CountryIndex, View, World};

use super::path::{Bounds, Path, union};

const GRATICULE_DEG: f64 = 30.0;
const COARSENESS: f64 = 0.4;

/// One of the paths of a map's geometry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part(u16);

impl Part {
    /// Meridians and parallels of a globe.
    pub const GRATICULE: Part = Part(0);
    /// The edge of a globe.
    pub const LIMB: Part = Part(1);
    /// All land.
    pub const LAND: Part = Part(2);
    /// The borders between countries.
    pub const BORDERS: Part = Part(3);
    /// The borders that a dataset draws dashed.
    pub const DISPUTED: Part = Part(4);
    const FIRST_ACTOR: u16 = 5;

    /// The area of an actor's country, with all that the dataset joins to it.
    pub fn actor(actor: usize) -> Part {
        Part(actor as u16 + Part::FIRST_ACTOR)
    }

    /// Where the path stands in [`MapGeometry::paths`].
    pub fn slot(self) -> usize {
        usize::from(self.0)
    }
}

/// The lines and areas of a map. Memory is kept from one camera to the next.
#[derive(Default)]
pub struct MapGeometry {
    paths: Vec<Path>,
    /// Of each actor, the units of the world that are drawn as its country.
    units: Vec<Vec<CountryIndex>>,
    disputed: Vec<CountryIndex>,
    /// Of each path, where it lies, and where its largest piece does.
    bounds: Vec<Option<Bounds>>,
    largest: Vec<Option<Bounds>>,
    clipper: Clipper,
    drawn: Option<(View, f64)>,
    generation: u32,
}

impl MapGeometry {
    /// An empty geometry for a dataset on a world.
    pub fn new(dataset: &Dataset, world: &World) -> MapGeometry {
        let document = &dataset.document;
        let unit_of = |code: &str| world.unit_by_code(code);
        let mut units: Vec<Vec<CountryIndex>> = Vec::with_capacity(document.actors.len());
        for actor in &document.actors {
            let code = actor.code.as_deref().unwrap_or_default();
            let countries = world.countries().iter().enumerate();
            let drawn = countries.filter(|(_, unit)| !code.is_empty() && drawn_as(dataset, unit) == code);
            units.push(drawn.map(|(at, _)| CountryIndex(at as u16)).collect());
        }
        let dashed = document.worldview.iter().flat_map(|worldview| &worldview.units);
        let dashed = dashed.filter(|unit| unit.border == Some(BorderStyle::Dashed));
        MapGeometry {
            paths: vec![Path::default(); usize::from(Part::FIRST_ACTOR) + units.len()],
            units,
            disputed: dashed.filter_map(|unit| unit_of(&unit.unit)).collect(),
            ..MapGeometry::default()
        }
    }

    /// Another dataset or another world: nothing that was drawn can be kept.
    pub fn renew(&mut self, dataset: &Dataset, world: &World) {
        *self = MapGeometry { generation: self.generation, ..MapGeometry::new(dataset, world) };
    }

    /// Draws what a view sees, unless that is what has been drawn last.
    pub fn draw(&mut self, world: &World, view: &View, pixel_ratio: f64) {
        if self.drawn == Some((*view, pixel_ratio)) {
            return;
        }
        self.drawn = Some((*view, pixel_ratio));
        self.generation = self.generation.wrapping_add(1);
        for path in &mut self.paths {
            path.clear();
        }
        let MapGeometry { paths, units, disputed, clipper, .. } = self;
        let view = &view.for_screen(pixel_ratio);
        let mut into = |part: Part, draw: &mut dyn FnMut(&mut Path)| draw(&mut paths[part.slot()]);
        if view.flat_share() < 1.0 {
            into(Part::GRATICULE, &mut |path| view.graticule(GRATICULE_DEG, path));
            into(Part::LIMB, &mut |path| view.outline(path));
        }
        into(Part::LAND, &mut |path| world.fill_land(view, clipper, path));
        into(Part::BORDERS, &mut |path| world.stroke_borders(view, path));
        for (actor, units) in units.iter().enumerate() {
            into(Part::actor(actor), &mut |path| {
                for unit in units {
                    world.fill_country(view, *unit, clipper, path);
                }
            });
        }
        into(Part::DISPUTED, &mut |path| {
            for unit in disputed.iter() {
                world.stroke_country(view, *unit, path);
            }
        });
        self.bounds.clear();
        self.largest.clear();
        let area = |[left, top, right, bottom]: Bounds| (right - left) * (bottom - top);
        for path in &self.paths {
            self.bounds.push(path.pieces().reduce(union));
            self.largest.push(path.pieces().max_by(|a, b| area(*a).total_cmp(&area(*b))));
        }
    }

    /// All paths, by their slots.
    pub fn paths(&self) -> &[Path] {
        &self.paths
    }

    /// One of them.
    pub fn path(&self, part: Part) -> &Path {
        static NONE: Path = Path::EMPTY;
        self.paths.get(part.slot()).unwrap_or(&NONE)
    }

    /// The bounds of one of them, if anything of it is in view.
    pub fn bounds(&self, part: Part) -> Option<Bounds> {
        self.bounds.get(part.slot()).copied().flatten()
    }

    /// The bounds of the largest piece of one of them, if anything of it is in view.
    pub fn largest_piece(&self, part: Part) -> Option<Bounds> {
        self.largest.get(part.slot()).copied().flatten()
    }

    /// An actor's country, simplified as wide lines around it allow.
    pub fn coarse(&self, world: &World, actor: usize) -> Path {
        let mut path = Path::default();
        let (Some((view, pixel_ratio)), Some(units)) = (self.drawn, self.units.get(actor)) else {
            return path;
        };
        let view = view.for_screen(pixel_ratio * COARSENESS);
        let mut clipper = Clipper::new();
        for unit in units {
            world.fill_country(&view, *unit, &mut clipper, &mut path);
        }
        path
    }

    /// A number that changes with every new camera.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// The unit that gives an actor's country its name and its label's place.
    pub fn unit(&self, dataset: &Dataset, world: &World, actor: usize) -> Option<CountryIndex> {
        world.country_by_code(dataset.document.actors[actor].code.as_deref()?)
    }

    /// The actor whose country a unit is drawn as.
    pub fn actor_of(&self, unit: CountryIndex) -> Option<usize> {
        self.units.iter().position(|units| units.contains(&unit))
    }
}

/// The code under which a unit of the map is drawn: the one that the dataset joins it to, else that of the source, else
/// its own.
fn drawn_as<'a>(dataset: &'a Dataset, country: &'a Country) -> &'a str {
    let units = dataset.document.worldview.iter().flat_map(|worldview| &worldview.units);
    let joined = units.filter(|unit| *unit.unit == *country.unit).find_map(|unit| unit.with.as_ref());
    match (joined, country.code_in_source()) {
        (Some(with), _) => with,
        (None, "") => &country.unit,
        (None, code) => code,
    }
}
