//! What is drawn on one page: characters with their place and look, rulings, pictures.

use std::collections::HashMap;
use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, ParamCurve, Point, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask};

use crate::document::Hidden;
use crate::format::layout::{Char, Ruling, THIN, turn_of, upright};
use crate::skip::SkipReason;

/// Text smaller than this many points is not seen.
const TINY: f64 = 2.0;

/// Thrown through the interpreter when the budget is used up.
pub(super) struct Stop;

/// A character, where its middle lies on the page, when it was drawn, and whether in white.
#[derive(Clone, Debug)]
struct Drawn {
    char: Char,
    middle: Point,
    order: usize,
    white: bool,
}

/// A page being drawn.
pub(super) struct Page {
    size: Rect,
    chars: Vec<Drawn>,
    seen: HashMap<(char, i64, i64), Vec<usize>>,
    fills: Vec<Fill>,
    rulings: Vec<Ruling>,
    clips: Vec<Rect>,
    order: usize,
    budget: u64,
    unmapped: usize,
    curves: usize,
    pictures: f64,
}

/// A filled rectangle or a picture.
struct Fill {
    area: Rect,
    order: usize,
    white: bool,
}

impl Page {
    pub(super) fn new((width, height): (f32, f32), budget: u64) -> Self {
        let size = Rect::new(0.0, 0.0, width.into(), height.into());
        Page {
            size,
            chars: Vec::new(),
            seen: HashMap::new(),
            fills: Vec::new(),
            rulings: Vec::new(),
            clips: Vec::new(),
            order: 0,
            budget,
            unmapped: 0,
            curves: 0,
            pictures: 0.0,
        }
    }

    /// How much of the budget is left.
    pub(super) fn left(&self) -> u64 {
        self.budget
    }

    /// Why the page, or much of it, cannot be read, if so.
    pub(super) fn unread(&self) -> Option<(SkipReason, String)> {
        let readable = self.chars.iter().filter(|drawn| drawn.char.is_readable()).count();
        let share = self.pictures / self.size.area().max(1.0);
        let detail = match () {
            () if self.unmapped >= 10 && self.unmapped * 4 > readable => {
                format!("{} 个字符的字体没有字符映射，无法还原；需要文字识别（OCR）才能检查", self.unmapped)
            }
            () if readable < 20 && share > 0.3 => "页面是图片，没有文字层；需要文字识别（OCR）才能检查".to_owned(),
            () if (readable < 20 && self.curves > 200) || (readable == 0 && self.curves > 20) => {
                "文字已转成曲线；需要文字识别（OCR）才能检查".to_owned()
            }
            () => return None,
        };
        Some((SkipReason::NoText, detail))
    }

    /// True when nothing at all was drawn.
    pub(super) fn is_blank(&self) -> bool {
        self.order == 0
    }

    /// The characters, each with the reason why it is not seen, and the rulings.
    pub(super) fn into_parts(mut self) -> (Vec<Char>, Vec<Ruling>) {
        let drawn = std::mem::take(&mut self.chars);
        let judged = drawn.into_iter().map(|drawn| {
            let hidden = drawn.char.hidden.or_else(|| self.hidden_by(&drawn));
            Char { hidden, ..drawn.char }
        });
        let chars = judged.collect();
        (chars, self.rulings)
    }

    fn hidden_by(&self, drawn: &Drawn) -> Option<Hidden> {
        let over = |fill: &&Fill| fill.area.contains(drawn.middle);
        if self.fills.iter().filter(over).any(|fill| fill.order > drawn.order) {
            return Some(Hidden::Covered);
        }
        let ground = self.fills.iter().filter(over).rfind(|fill| fill.order < drawn.order);
        let unseen = drawn.white && ground.is_none_or(|fill| fill.white);
        unseen.then_some(Hidden::Invisible)
    }

    /// Counts one thing drawn; beyond the budget the interpreter is left, since it cannot be told to stop.
    fn spend(&mut self) {
        self.order += 1;
        match self.budget.checked_sub(1) {
            Some(left) => self.budget = left,
            None => resume_unwind(Box::new(Stop)),
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine, look: Look) {
        self.spend();
        let text = match glyph.as_unicode() {
            Some(BfString::Char(char)) => char.to_string(),
            Some(BfString::String(text)) => text,
            None => {
                self.unmapped += 1;
                "\u{fffd}".to_owned()
            }
        };
        let start = transform * Point::ZERO;
        let up = transform * Point::new(0.0, 1000.0) - start;
        let along = transform * Point::new(1000.0, 0.0) - start;
        let size = up.hypot();
        let advance = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        let share = f64::from(advance.unwrap_or(500.0)) / 1000.0;
        let width = along.hypot() * share;
        // Text seen in a mirror has no direction that one could turn it to.
        let mirrored = along.cross(up) > 0.0;
        let turn = if mirrored { 0 } else { turn_of((along.x, along.y)) };
        let (left, baseline) = upright(turn, (start.x, start.y));
        let right = left + if width > 0.0 && !mirrored { width } else { size * 0.5 };
        let clipped = self.clips.last().is_some_and(|clip| !clip.inflate(1.0, 1.0).contains(start));
        let outside = !self.size.inflate(1.0, 1.0).contains(start) || clipped;
        let unseen = look.invisible || outside || size < TINY;
        let char = Char {
            text,
            left,
            right,
            baseline,
            size: size.max(0.1),
            turn,
            hidden: unseen.then_some(Hidden::Invisible),
        };
        self.add(Drawn {
            char,
            middle: start + along * (share / 2.0) + up * 0.35,
            order: self.order,
            white: look.white,
        });
    }

    /// Bold is often the same character drawn twice at one place: it is kept once, as the one that is seen.
    fn add(&mut self, drawn: Drawn) {
        if let Some(known) = self.same(&drawn.char) {
            let known = &mut self.chars[known];
            if known.char.hidden.is_some() || known.white {
                *known = drawn;
            }
            return;
        }
        self.seen.entry(cell(&drawn.char, 0, 0)).or_default().push(self.chars.len());
        self.chars.push(drawn);
    }

    /// The same character at nearly the same place.
    fn same(&self, char: &Char) -> Option<usize> {
        let around = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (x, y)));
        let known = around.filter_map(|(x, y)| self.seen.get(&cell(char, x, y))).flatten();
        let near = |other: &Char| {
            let distance = (other.left - char.left).abs().max((other.baseline - char.baseline).abs());
            other.text == char.text && other.turn == char.turn && distance < 0.12 * char.size.min(other.size)
        };
        known.copied().find(|&index| near(&self.chars[index].char))
    }

    /// Adds what another drawing of the page shows and this one does not: hidden layers.
    pub(super) fn add_hidden(&mut self, other: Page) {
        for drawn in other.chars {
            if self.same(&drawn.char).is_none() {
                let char = Char { hidden: Some(Hidden::Invisible), ..drawn.char };
                self.chars.push(Drawn { char, ..drawn });
            }
        }
    }

    fn fill(&mut self, area: Rect, look: Look) {
        match () {
            () if look.invisible => {}
            () if area.height() <= THIN && area.width() > THIN => self.rule(true, area.center().y, area.x0, area.x1),
            () if area.width() <= THIN && area.height() > THIN => self.rule(false, area.center().x, area.y0, area.y1),
            () => {
                self.edges(area);
                self.fills.push(Fill { area, order: self.order, white: look.white });
            }
        }
    }

    fn rule(&mut self, horizontal: bool, at: f64, from: f64, to: f64) {
        self.rulings.push(Ruling { horizontal, at, from, to });
    }

    /// The edges of a box hold cells like rulings do.
    fn edges(&mut self, area: Rect) {
        self.rule(true, area.y0, area.x0, area.x1);
        self.rule(true, area.y1, area.x0, area.x1);
        self.rule(false, area.x0, area.y0, area.y1);
        self.rule(false, area.x1, area.y0, area.y1);
    }

    /// The straight parts of a stroked path.
    fn stroke(&mut self, path: &BezPath) {
        for segment in path.segments() {
            let (start, end) = (segment.start(), segment.end());
            self.rulings.extend(Ruling::between((start.x, start.y), (end.x, end.y)));
        }
    }
}

/// Where a character lies on a grid of two points' width, and the cells around it.
fn cell(char: &Char, x: i64, y: i64) -> (char, i64, i64) {
    let first = char.text.chars().next().unwrap_or_default();
    (first, (char.left / 2.0).floor() as i64 + x, (char.baseline / 2.0).floor() as i64 + y)
}

/// How something is painted.
#[derive(Clone, Copy)]
struct Look {
    white: bool,
    invisible: bool,
}

impl Look {
    fn of(props: &DrawProps<'_>, mode: &DrawMode) -> Self {
        let color = match &props.paint {
            Paint::Color(color) => color.to_rgba().components(),
            Paint::Pattern(_) => [0.0, 0.0, 0.0, 1.0],
        };
        let [red, green, blue, alpha] = color;
        let white = red > 0.97 && green > 0.97 && blue > 0.97;
        Look { white, invisible: matches!(mode, DrawMode::Invisible) || alpha < 0.05 }
    }

    /// True for paint that lets nothing through.
    fn covers(props: &DrawProps<'_>) -> bool {
        let alpha = match &props.paint {
            Paint::Color(color) => color.to_rgba().components()[3],
            Paint::Pattern(_) => 0.0,
        };
        alpha > 0.9 && props.blend_mode == BlendMode::Normal && props.soft_mask.is_none()
    }
}

impl<'a> Device<'a> for Page {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend();
        let path = props.transform * path.clone();
        let area = path.bounding_box();
        let segments = path.elements().len();
        self.curves += usize::from(segments > 8);
        match mode {
            DrawMode::Stroke(_) => self.stroke(&path),
            // Of filled shapes only boxes cover what lies below them.
            _ if segments <= 6 && Look::covers(&props) => self.fill(area, Look::of(&props, mode)),
            _ => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.spend();
        let area = clip.path.bounding_box();
        let area = self.clips.last().map_or(area, |outer| outer.intersect(area));
        self.clips.push(area);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let look = Look::of(&props, mode);
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), look);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend();
        let box_of = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        let area = (props.transform * box_of.to_path(0.1)).bounding_box().intersect(self.size);
        self.pictures += area.area();
        if matches!(image, Image::Raster(_)) && props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal {
            self.fills.push(Fill { area, order: self.order, white: false });
        }
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.draw_path(&rect.to_path(0.1), props, mode);
    }
}
