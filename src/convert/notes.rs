//! What is found out about a text while it is read.

use super::Finding;
use crate::dataset::{MOST_PROBLEMS, Problem};
use crate::written::{Slip, Span};

#[derive(Debug, Default)]
pub struct Notes {
    pub errors: Vec<Finding>,
    pub warnings: Vec<Finding>,
}

impl Notes {
    pub fn error(&mut self, span: Span, problem: Problem) {
        if self.errors.len() < MOST_PROBLEMS {
            self.errors.push(Finding { problem, span });
        }
    }

    /// Warns of something once, in however many places it is the same.
    pub fn warn(&mut self, span: Span, problem: Problem) {
        let is_known = self
            .warnings
            .iter()
            .any(|known| known.problem.expected == problem.expected && known.problem.hint == problem.hint);
        if !is_known {
            self.warn_each(span, problem);
        }
    }

    /// Warns of something that is not the same elsewhere.
    pub fn warn_each(&mut self, span: Span, problem: Problem) {
        if self.warnings.len() < MOST_PROBLEMS {
            self.warnings.push(Finding { problem, span });
        }
    }

    pub fn slip(&mut self, slip: Slip) {
        let Slip { path, span, found, expected, hint } = slip;
        self.error(span, Problem { path, found, expected, hint });
    }
}

/// A problem in few words.
pub fn problem(
    path: &str,
    found: impl Into<String>,
    expected: impl Into<String>,
    hint: Option<String>,
) -> Problem {
    Problem { path: path.into(), found: found.into(), expected: expected.into(), hint }
}
