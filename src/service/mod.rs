pub mod contoh;
