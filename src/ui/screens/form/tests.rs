//! Stories of the form.
