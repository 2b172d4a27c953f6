//! What is known: types, dates, validation, the status fold.
