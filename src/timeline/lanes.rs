//! Rows of lanes, group by group.

/// Heights of the rows, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaneMetrics {
    /// A lane.
    pub lane_px: f64,
    /// The selected lane, which carries its own marks.
    pub selected_px: f64,
    /// A group's heading.
    pub heading_px: f64,
}

/// A group of lanes to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct RowGroup {
    /// The lanes' subjects, in order.
    pub members: Vec<usize>,
    /// Whether only the heading is shown.
    pub is_folded: bool,
}

/// A lane's row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaneRow {
    /// The lane's subject.
    pub member: usize,
    /// Top, from the top of the lanes.
    pub top_px: f64,
    /// Height.
    pub height_px: f64,
    /// Whether it is the selected one.
    pub is_selected: bool,
}

/// One row: a group's heading or a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Row {
    /// The heading of a group.
    Heading {
        /// The group's place among the groups given.
        group: usize,
        /// Top, from the top of the lanes.
        top_px: f64,
    },
    /// A lane.
    Lane(LaneRow),
}

/// All rows, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaneRows {
    /// The rows.
    pub rows: Vec<Row>,
    /// Height of all.
    pub height_px: f64,
}

impl LaneRows {
    /// The lanes alone.
    pub fn lanes(&self) -> impl Iterator<Item = &LaneRow> {
        self.rows.iter().filter_map(|row| match row {
            Row::Lane(lane) => Some(lane),
            Row::Heading { .. } => None,
        })
    }
}

/// Lays out groups of lanes under each other. A group without lanes takes no room, and one that is
/// the only group has no heading unless it is folded.
pub fn lay_out_lanes(groups: &[RowGroup], selected: Option<usize>, metrics: &LaneMetrics) -> LaneRows {
    let mut laid_out = LaneRows::default();
    let has_headings = groups.len() > 1 || groups.iter().any(|group| group.is_folded);
    for (group, RowGroup { members, is_folded }) in groups.iter().enumerate() {
        if members.is_empty() {
            continue;
        }
        if has_headings {
            laid_out.rows.push(Row::Heading { group, top_px: laid_out.height_px });
            laid_out.height_px += metrics.heading_px;
        }
        // The selected lane stays in view even where its group is folded.
        for &member in members.iter().filter(|&&member| !is_folded || selected == Some(member)) {
            let is_selected = selected == Some(member);
            let height_px = if is_selected { metrics.selected_px } else { metrics.lane_px };
            let top_px = laid_out.height_px;
            laid_out.rows.push(Row::Lane(LaneRow { member, top_px, height_px, is_selected }));
            laid_out.height_px += height_px;
        }
    }
    laid_out
}

#[cfg(test)]
mod tests {
    use super::*;

    const METRICS: LaneMetrics = LaneMetrics { lane_px: 22.0, selected_px: 36.0, heading_px: 20.0 };

    #[test]
    fn only_the_selected_lane_grows() {
        let groups = [
            RowGroup { members: vec![0, 1], is_folded: false },
            RowGroup { members: vec![], is_folded: false },
            RowGroup { members: vec![2], is_folded: false },
        ];
        let laid_out = lay_out_lanes(&groups, Some(1), &METRICS);
        let lanes: Vec<(usize, f64, f64)> =
            laid_out.lanes().map(|l| (l.member, l.top_px, l.height_px)).collect();
        assert_eq!(lanes, [(0, 20.0, 22.0), (1, 42.0, 36.0), (2, 98.0, 22.0)]);
        assert_eq!(laid_out.height_px, 120.0);
    }

    #[test]
    fn the_only_group_needs_no_heading() {
        let groups = [RowGroup { members: vec![0, 1], is_folded: false }];
        assert_eq!(lay_out_lanes(&groups, None, &METRICS).height_px, 44.0);
    }

    #[test]
    fn a_folded_group_shows_its_heading_and_the_selected_lane() {
        let groups = [RowGroup { members: vec![0, 1], is_folded: true }];
        assert_eq!(lay_out_lanes(&groups, None, &METRICS).lanes().count(), 0);
        let shown: Vec<usize> = lay_out_lanes(&groups, Some(1), &METRICS).lanes().map(|l| l.member).collect();
        assert_eq!(shown, [1]);
    }
}
