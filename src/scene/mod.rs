//! What is to be drawn: display list, map view, timeline view, labels, theme, SVG painter.
