//! The time axis and what stands on it, against slow twins and another calendar.

mod axis;
mod calendar;
mod density;
