//! Stories: the whole desk over a store in memory, told in keys and in what the screen shows.

mod desk;
mod form;
mod ganda;
mod grid;
mod hayat;
mod hitung;
mod impor;
mod laporan;
mod lists;
mod plan;
mod registrasi;
mod setelan;
mod susun;
mod telusur;
