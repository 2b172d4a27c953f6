//! Stacking marks upwards so that none covers another.

/// The horizontal extent of a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Left end.
    pub left_px: f64,
    /// Right end.
    pub right_px: f64,
}

/// What stands in a stack: a mark on its level, or many that share one numbered mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Stacked {
    /// One mark.
    One {
        /// Its place among the spans given.
        item: usize,
        /// Its level, 0 at the bottom.
        level: usize,
    },
    /// Marks that would pass the highest level, told by their number.
    Many {
        /// Their places among the spans given.
        items: Vec<usize>,
        /// Middle of their mark.
        center_px: f64,
    },
}

/// A stack, and how high it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// What stands in it.
    pub stacked: Vec<Stacked>,
    /// How many levels it takes.
    pub levels: usize,
}

/// Stacks spans, given from left to right, on the lowest level that is free with a gap of `gap_px`.
/// Where one would come to level `most_levels`, it and all that stand where a numbered mark
/// `crowd_px` wide stands instead become that mark.
pub fn stack(spans: &[Span], gap_px: f64, most_levels: usize, crowd_px: f64) -> Stack {
    let mut level_of: Vec<Option<usize>> = vec![None; spans.len()];
    let mut right_px: Vec<f64> = Vec::new();
    let mut crowds: Vec<(Vec<usize>, f64)> = Vec::new();
    let mut crowd_right_px = f64::MIN;
    for (item, span) in spans.iter().enumerate() {
        // A crowd keeps the room it was formed in: grown by all that touch it, it would swallow its
        // neighbours one after another.
        if let (true, Some((crowd, _))) = (span.left_px < crowd_right_px, crowds.last_mut()) {
            crowd.push(item);
            continue;
        }
        let free = right_px.iter().position(|&right| span.left_px >= right + gap_px);
        let level = free.unwrap_or(right_px.len());
        if level >= most_levels {
            let center_px = (span.left_px + span.right_px) / 2.0;
            let left_px = span.left_px.min(center_px - crowd_px / 2.0) - gap_px;
            let mut crowd: Vec<usize> =
                (0..item).filter(|&i| level_of[i].is_some() && spans[i].right_px > left_px).collect();
            for &i in &crowd {
                level_of[i] = None;
            }
            crowd.push(item);
            crowd_right_px = span.right_px.max(center_px + crowd_px / 2.0) + gap_px;
            right_px.iter_mut().for_each(|level| *level = level.max(crowd_right_px));
            crowds.push((crowd, center_px));
            continue;
        }
        if level == right_px.len() {
            right_px.push(span.right_px);
        } else {
            right_px[level] = span.right_px;
        }
        level_of[item] = Some(level);
    }
    let levels = level_of.iter().flatten().max().map_or(0, |&level| level + 1);
    let ones =
        level_of.iter().enumerate().filter_map(|(item, level)| Some(Stacked::One { item, level: (*level)? }));
    let mut stacked: Vec<Stacked> = ones.collect();
    stacked.extend(crowds.into_iter().map(|(items, center_px)| Stacked::Many { items, center_px }));
    Stack { stacked, levels }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dots(at: &[f64]) -> Vec<Span> {
        at.iter().map(|x| Span { left_px: x - 3.0, right_px: x + 3.0 }).collect()
    }

    #[test]
    fn dots_apart_stay_at_the_bottom_and_dots_together_rise() {
        let stack = stack(&dots(&[0.0, 10.0, 11.0, 12.0, 30.0]), 0.5, 12, 20.0);
        let levels: Vec<usize> = stack
            .stacked
            .iter()
            .map(|s| match s {
                Stacked::One { level, .. } => *level,
                Stacked::Many { .. } => panic!("no crowd here"),
            })
            .collect();
        assert_eq!((levels, stack.levels), (vec![0, 0, 1, 2, 0], 3));
    }

    #[test]
    fn too_many_on_one_day_become_one_numbered_mark() {
        let stack = stack(&dots(&[5.0; 20]), 0.5, 12, 20.0);
        let expected = Stacked::Many { items: (0..20).collect(), center_px: 5.0 };
        assert_eq!((stack.stacked, stack.levels), (vec![expected], 0));
    }

    #[test]
    fn a_crowd_does_not_swallow_its_neighbours() {
        let mut at = vec![5.0; 13];
        at.extend((1..20).map(|i| 5.0 + 5.0 * f64::from(i)));
        let stack = stack(&dots(&at), 0.5, 12, 20.0);
        let crowd = stack.stacked.iter().find_map(|s| match s {
            Stacked::Many { items, .. } => Some(items.len()),
            Stacked::One { .. } => None,
        });
        assert_eq!(crowd, Some(15));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_overlaps(mut at in prop::collection::vec(0.0..200.0f64, 0..120)) {
            at.sort_by(f64::total_cmp);
            let spans = dots(&at);
            let stack = stack(&spans, 0.5, 6, 20.0);
            let mut seen = vec![0; spans.len()];
            let mut placed: Vec<(usize, Span)> = Vec::new();
            for s in &stack.stacked {
                match s {
                    Stacked::One { item, level } => { seen[*item] += 1; placed.push((*level, spans[*item])); }
                    Stacked::Many { items, .. } => items.iter().for_each(|&i| seen[i] += 1),
                }
            }
            prop_assert!(seen.iter().all(|&n| n == 1));
            for (i, (level, a)) in placed.iter().enumerate() {
                prop_assert!(*level < 6);
                for (other, b) in &placed[..i] {
                    prop_assert!(level != other || a.left_px >= b.right_px || b.left_px >= a.right_px);
                }
            }
        }
    }
}
