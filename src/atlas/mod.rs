//! What the user is looking at: state, actions, update, permalink.
