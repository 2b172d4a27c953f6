//! A picture of which country covers each pixel's centre, by scan conversion, as `fixtures.mjs`
//! makes it from d3-geo's paths.

use aukus_atlas::world::PathSink;

pub struct Raster {
    width: usize,
    height: usize,
    /// For each pixel the value it was last filled with.
    pub image: Vec<u16>,
    crossings: Vec<Vec<f32>>,
    start: [f32; 2],
    last: [f32; 2],
}

impl Raster {
    pub fn new(width: usize, height: usize) -> Raster {
        let (image, crossings) = (vec![0; width * height], vec![Vec::new(); height]);
        Raster { width, height, image, crossings, start: [0.0; 2], last: [0.0; 2] }
    }

    fn edge(&mut self, to: [f32; 2]) {
        let from = std::mem::replace(&mut self.last, to);
        let (low, high) = if from[1] < to[1] { (from, to) } else { (to, from) };
        let first = (low[1] - 0.5).ceil().max(0.0) as usize;
        for row in first..self.height {
            let y = row as f32 + 0.5;
            if y >= high[1] {
                break;
            }
            self.crossings[row].push(low[0] + (y - low[1]) / (high[1] - low[1]) * (high[0] - low[0]));
        }
    }

    /// Fills what has been drawn since the last call, with the even-odd rule.
    pub fn fill(&mut self, value: u16) {
        for (row, crossings) in self.crossings.iter_mut().enumerate() {
            crossings.sort_by(f32::total_cmp);
            assert!(crossings.len() % 2 == 0, "paths are closed");
            for pair in crossings.chunks(2) {
                let [from, to] = [pair[0], pair[1]].map(|x| (x - 0.5).ceil().max(0.0) as usize);
                let to = to.min(self.width);
                self.image[row * self.width + from.min(to)..row * self.width + to].fill(value);
            }
            crossings.clear();
        }
    }
}

impl PathSink for Raster {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = [x, y];
        self.last = [x, y];
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.edge([x, y]);
    }
    fn close(&mut self) {
        self.edge(self.start);
    }
}

pub fn write_png(path: &str, width: usize, height: usize, color: impl Fn(usize) -> [u8; 3]) {
    let mut picture = resvg::tiny_skia::Pixmap::new(width as u32, height as u32).unwrap();
    for (i, pixel) in picture.pixels_mut().iter_mut().enumerate() {
        let [r, g, b] = color(i);
        *pixel = resvg::tiny_skia::PremultipliedColorU8::from_rgba(r, g, b, 255).unwrap();
    }
    picture.save_png(path).unwrap();
}
