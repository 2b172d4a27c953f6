//! Putting a great many times in order, a slice at a time.

/// A stable sort of places by their times, eleven bits of them a pass: six passes over what may be a
/// million places, in slices that are not noticed, and less code than a sort by comparison.
#[derive(Clone, Debug)]
pub(crate) struct OrderByTime {
    order: Vec<u32>,
    spare: Vec<u32>,
    /// For each pass: how many times have a digit; once the pass has begun, where the next of them goes.
    next: Vec<u32>,
    pass: usize,
    /// How far the pass has come.
    done: usize,
}

const BITS: usize = 11;
const DIGITS: usize = 1 << BITS;
const PASSES: usize = 64_usize.div_ceil(BITS);

/// The bits of a time as a number that rises with it.
fn rising(day: f64) -> u64 {
    let bits = day.to_bits();
    bits ^ (((bits as i64) >> 63) as u64 | 1 << 63)
}

fn digit(day: f64, pass: usize) -> usize {
    (rising(day) >> (pass * BITS)) as usize & (DIGITS - 1)
}

impl OrderByTime {
    pub fn new(len: usize) -> OrderByTime {
        let order = (0..len as u32).collect();
        OrderByTime { order, spare: vec![0; len], next: vec![0; PASSES * DIGITS], pass: 0, done: 0 }
    }

    /// Works on for about `budget` places; whether the order is found.
    pub fn advance(&mut self, days: &[f64], budget: usize) -> bool {
        let to = days.len().min(self.done + budget);
        // The digits are counted first, all at once, in the order in which the times lie in memory.
        let Some(pass) = self.pass.checked_sub(1) else {
            for &day in &days[self.done..to] {
                for pass in 0..PASSES {
                    self.next[pass * DIGITS + digit(day, pass)] += 1;
                }
            }
            self.finish_part(to, days.len());
            return false;
        };
        let next = &mut self.next[pass * DIGITS..(pass + 1) * DIGITS];
        if self.done == 0 {
            let mut sum = 0;
            for count in next.iter_mut() {
                (*count, sum) = (sum, sum + *count);
            }
        }
        for &place in &self.order[self.done..to] {
            let at = &mut next[digit(days[place as usize], pass)];
            self.spare[*at as usize] = place;
            *at += 1;
        }
        if to == days.len() {
            std::mem::swap(&mut self.order, &mut self.spare);
        }
        self.finish_part(to, days.len());
        self.pass > PASSES
    }

    fn finish_part(&mut self, to: usize, len: usize) {
        self.done = to;
        if to == len {
            self.pass += 1;
            self.done = 0;
        }
    }

    pub fn into_order(self) -> Vec<u32> {
        self.order
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_order_of_a_stable_sort(days in prop::collection::vec(prop_oneof![-4e8..4e8f64, -3.0..3.0f64, Just(1.5)], 0..400)) {
            let mut expected: Vec<u32> = (0..days.len() as u32).collect();
            expected.sort_by(|&a, &b| days[a as usize].total_cmp(&days[b as usize]));
            let mut order = OrderByTime::new(days.len());
            while !order.advance(&days, 37) {}
            prop_assert_eq!(order.into_order(), expected);
        }
    }
}
