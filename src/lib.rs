//! `pembina`: the daily tool of a kecamatan's Tim Pembina Posyandu.
//!
//! # The map
//!
//! Read in this order: [`base`] (small true things), [`entity`] (WHAT is kept: one description per
//! kind of record), [`request`] (the words between screens and store), [`store`] (HOW it is kept:
//! the one write path), [`ui`] (WHAT is seen and pressed: pure), [`runtime`] (the only imperative
//! part). Beside them [`service`] (work over several records), [`intake`] (other people's files),
//! [`report`] (lists and documents) and [`cli`] (headless commands).
//!
//! # What always holds
//!
//! 1. Imports go down: `base <- entity <- request <- store <- service / intake / report <-
//!    runtime`; `ui` sits on `base, entity, request` only; `cli` sits beside `runtime`.
//!    `tests/tidy.rs` reads the `use` lines and says where one goes up.
//! 2. [`ui`] touches no file, thread, environment, clock or SQL. An event goes in; an outcome and
//!    effects come out; `view(&self)` paints and nothing else.
//! 3. All SQL lives in [`store`] and `assets/migrations/`. A released migration never changes.
//! 4. One description per entity feeds form, list, search, filter, import, export, checks,
//!    history and manual. There is no second list of the same fields.
//! 5. One keymap table per kind of screen gives dispatch, bottom line, help and manual.
//! 6. One write path: every change of a record belongs to a numbered batch that can be undone.
//! 7. Records are found by id, never by row, NIK or name.
//! 8. What was typed is not lost: forms yield drafts, a refused save leaves the form as typed.
//! 9. Every text exists in Indonesian and English, side by side.
//! 10. Dates in the world are data that people enter; when a row was typed is history.
//! 11. Personal data is closed by default: masked on screens, left out of exports unless asked
//!     for with a reason, and the asking is kept.
//!
//! # I want to ...
//!
//! | ... | go to |
//! |---|---|
//! | add a field | its `entity/*.rs`, a new file in `assets/migrations/`, `store/migrate.rs` |
//! | add an entity | the same, and one line in [`entity::ENTITIES`] |
//! | change a check of one record | `rules` and `check` in its `entity/*.rs` |
//! | change a check against other records | `store/rules.rs` |
//! | change what makes two records a probable double, or how they merge | `store/ganda.rs`, `entity/gabung.rs` |
//! | change what needs attention, the findings, the doctor | `store/facts/` |
//! | change the board of registrations or which papers count | `store/registrasi.rs`, `service/registrasi/`, `ui/screens/registrasi/` |
//! | change what a list says as of a day, or what changed between two | `store/tanggal.rs`, `store/tanggal/` |
//! | change how a Posyandu begins, ends, merges, or a desa gets another code | `service/hayat.rs`, `ui/screens/hayat/` |
//! | change a month's list of incentives | `service/insentif.rs`, `store/rules/insentif.rs` |
//! | change the numbers by desa and the calendar | `store/tinjauan.rs`, `ui/screens/dasbor.rs` |
//! | change a threshold or pattern an office sets | `entity/setelan.rs` |
//! | add a report or letter | a file in `report/laporan/` and one line in its register |
//! | change how a document looks | `report/print/`, `assets/templates/` for PDF |
//! | change the made-up data of `contoh` and `demo` | `service/contoh/` |
//! | see how fast a file answers, or takes a large list in | `cargo bench --bench laju`, `--bench impor` |
//! | change what a key does | its table in `ui/`, then `on_action` of the screen |
//! | change a screen | `ui/screens/` |
//! | let the rows of another screen be typed over | `ui/widgets/grid.rs`, as `ui/screens/list/grid.rs` does |
//! | read another office format | `intake/` |
//! | change the bytes sent to a terminal | `runtime/painter.rs`; `tests/wire.rs` counts them |
//! | change a list an operator may edit | `assets/seed/pilihan.csv` (new files only) |

pub mod base;
pub mod cli;
pub mod entity;
pub mod intake;
pub mod report;
pub mod request;
pub mod runtime;
pub mod service;
pub mod store;
pub mod ui;
