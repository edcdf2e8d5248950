//! How far an import is, and whether to go on.
//!
//! * **Owns** counting the rows of all phases as one way.
//! * **Imports** `request`, the store's word for work that was stopped.
//! * **Never** goes backwards, also where rows are planned a second time.

use std::ops::ControlFlow;

use crate::request::{Progress, Trouble};
use crate::store;

/// Told how far the work is; a break stops it, and nothing of it is kept.
pub type Tell<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// The phases that the rows go through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Planned.
    Plan,
    /// Examined by the store.
    Examine,
    /// Saved.
    Save,
}

/// The way of the rows through the phases.
pub struct Steps<'a> {
    tell: Tell<'a>,
    rows: usize,
    phases: usize,
    done: usize,
}

impl<'a> Steps<'a> {
    /// Before anything is read.
    pub fn new(tell: Tell<'a>) -> Self {
        Steps { tell, rows: 0, phases: 2, done: 0 }
    }

    /// So many rows are to be planned and examined, and perhaps saved.
    pub fn begin(&mut self, rows: usize, last: Phase) {
        self.rows = rows;
        self.phases = if last == Phase::Save { 3 } else { 2 };
    }

    /// Tells how far a phase is.
    ///
    /// # Errors
    /// The word that the work was stopped.
    pub fn at(&mut self, phase: Phase, now: Progress) -> Result<(), Trouble> {
        if self.flow(phase, now).is_break() { Err(store::stopped()) } else { Ok(()) }
    }

    /// The same for the store, which has its own word for it.
    pub fn flow(&mut self, phase: Phase, now: Progress) -> ControlFlow<()> {
        let before = match phase {
            Phase::Plan => 0,
            Phase::Examine => self.rows,
            Phase::Save => self.rows * 2,
        };
        let here = (now.done * self.rows).checked_div(now.of).unwrap_or(0).min(self.rows);
        self.done = self.done.max(before + here);
        (self.tell)(Progress { done: self.done, of: self.rows * self.phases })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_one_and_never_goes_back() {
        let mut told = Vec::new();
        let mut tell = |progress: Progress| {
            told.push((progress.done, progress.of));
            ControlFlow::Continue(())
        };
        let mut steps = Steps::new(&mut tell);
        steps.begin(10, Phase::Save);
        for (phase, done, of) in
            [(Phase::Plan, 5, 10), (Phase::Examine, 2, 4), (Phase::Plan, 1, 10), (Phase::Save, 4, 4)]
        {
            assert!(steps.at(phase, Progress { done, of }).is_ok());
        }
        assert_eq!(told, [(5, 30), (15, 30), (15, 30), (30, 30)]);
    }
}
