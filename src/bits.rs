//! A set of positions that counts its members in any range at once.

/// Members among the positions `0..len`, one bit each, with a running count at every word of them: the
/// number of members in any range is the difference of two running counts, so that a picture asks
/// for as many counts as it has pixels, however many members there are. A million positions take
/// 188 kB.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BitRank {
    words: Vec<u64>,
    /// How many members come before each word, and at the end how many there are.
    before: Vec<u32>,
    len: usize,
}

impl BitRank {
    /// The positions of `0..len` for which `is_member` holds.
    pub fn new(len: usize, is_member: &mut dyn FnMut(usize) -> bool) -> BitRank {
        let mut words = vec![0; len.div_ceil(64)];
        for at in 0..len {
            words[at / 64] |= u64::from(is_member(at)) << (at % 64);
        }
        BitRank::from_words(words, len)
    }

    /// The positions among `members` that lie in `0..len`.
    pub fn of(len: usize, members: &mut dyn Iterator<Item = usize>) -> BitRank {
        let mut words = vec![0; len.div_ceil(64)];
        for at in members.filter(|&at| at < len) {
            words[at / 64] |= 1 << (at % 64);
        }
        BitRank::from_words(words, len)
    }

    /// The positions of `0..len` whose bits are set: that of `at` is bit `at % 64` of word `at / 64`.
    pub(crate) fn from_words(words: Vec<u64>, len: usize) -> BitRank {
        let mut before = Vec::with_capacity(words.len() + 1);
        let mut count = 0;
        for word in &words {
            before.push(count);
            count += word.count_ones();
        }
        before.push(count);
        BitRank { words, before, len }
    }

    /// How many positions there are, members or not.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no positions.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether a position is a member.
    pub fn get(&self, at: usize) -> bool {
        self.words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// How many members come before a position.
    pub fn before(&self, at: usize) -> usize {
        let at = at.min(self.len);
        let (word, bit) = (at / 64, at % 64);
        let within = self.words.get(word).map_or(0, |word| (word & ((1 << bit) - 1)).count_ones());
        (self.before.get(word).copied().unwrap_or(0) + within) as usize
    }

    /// How many members lie in `from..to`.
    pub fn count(&self, from: usize, to: usize) -> usize {
        self.before(to).saturating_sub(self.before(from))
    }

    /// The member before which there are `rank` others.
    pub fn select(&self, rank: usize) -> Option<usize> {
        if rank >= *self.before.last()? as usize {
            return None;
        }
        let at = self.before.partition_point(|&before| before as usize <= rank) - 1;
        let mut word = self.words[at];
        for _ in self.before[at] as usize..rank {
            word &= word - 1;
        }
        Some(at * 64 + word.trailing_zeros() as usize)
    }

    /// The first member at or after a position.
    pub fn next(&self, at: usize) -> Option<usize> {
        self.select(self.before(at))
    }

    /// The last member before a position.
    pub fn previous(&self, at: usize) -> Option<usize> {
        self.select(self.before(at).checked_sub(1)?)
    }
}
