//! Long office files under review: how long the clerk waits.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::time::Instant;

use pembina::base::words::Lang;
use pembina::entity::KADER;
use pembina::intake;
use pembina::request::ImportJob;
use pembina::service::buat;
use pembina::store::{Opening, Store};

/// Run in release: `cargo test --release --test tinjauan -- --nocapture how_fast`.
#[test]
fn how_fast_five_thousand_kader_are_reviewed() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::memory(&Opening::by("laju").without_copies()).unwrap();
    buat::begin(&mut store, "32.01.01").unwrap();
    let desa = ["Pondok Rajeg", "Karadenan", "Harapan Jaya", "Nanggewer", "Cibinong"];
    let given = ["Siti", "Sri", "Nur", "Dewi", "Ani", "Yuli", "Eka", "Rina", "Tuti", "Wati"];
    let behind = ["Aminah", "Rahayu", "Hasanah", "Lestari", "Maimunah", "Kartini", "Sumiati", "Rohani", "Jumiati"];
    let row = |number: usize| {
        let (place, name) = (number / 5, number * 7);
        let name = format!("{} {} {}", given[name % 10], behind[name / 10 % 9], given[number / 90 % 10]);
        format!("{name};;Melati {};{};Kader;Kesehatan", place / 5 + 1, desa[place % 5])
    };
    let text = |rows: std::ops::Range<usize>| {
        let mut text = "Nama;NIK;Posyandu;Desa;Jabatan;Bidang\n".to_owned();
        for number in rows {
            writeln!(text, "{}", row(number)).unwrap();
        }
        text
    };
    let path = folder.path().join("kader.csv");
    let mut told = |rows: std::ops::Range<usize>, keep: bool| {
        std::fs::write(&path, text(rows)).unwrap();
        let job = ImportJob {
            file: path.display().to_string(),
            create_posyandu: true,
            partial: true,
            ..ImportJob::default()
        };
        let begun = Instant::now();
        let review = intake::review(&mut store, &KADER, &job, Lang::Id, &mut |_| ControlFlow::Continue(())).unwrap();
        println!("{:.0?} for {:?}", begun.elapsed(), review.sums);
        if keep {
            intake::run(&mut store, &KADER, &job, Lang::Id).unwrap();
        }
        review.sums
    };
    assert_eq!(told(0..5000, true).rows, 5000);
    let again = told(0..5000, false);
    assert!(again.same + again.doubt > 4900, "{again:?}");
    // Others of the same names come into the same Posyandu.
    assert_eq!(told(2500..7500, false).rows, 5000);
}
