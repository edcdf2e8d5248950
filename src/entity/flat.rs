//! The flat row: one record, its post and what both point to, side by side as offices keep lists.
//!
//! * **Owns** which columns a list of an entity has outside the file: their names in CSV, XLSX and
//!   JSON, and the headings by which office files call them.
//! * **Imports** `base` and the schema.
//! * **Never** lists an entity's fields a second time: all columns follow from the description.
//!
//! A link cannot stand in a cell, so it becomes the fields that name the record it points to:
//! `desa_kode` and `desa_nama`, `posyandu_nama`, `nomor_sk` and `tanggal_sk`.

use crate::base::text::fold;

use super::schema::{Entity, Field};

/// One column of the flat row.
#[derive(Clone, Debug)]
pub struct Column {
    /// The heading in CSV and XLSX, the key in JSON, the FIELD of `--petakan`.
    pub name: String,
    /// Whose value it is.
    pub owner: Owner,
    /// The links to follow from the owner's record; empty: the record itself.
    pub path: Vec<&'static Field>,
    /// What is read at the end of the path.
    pub end: End,
    /// What becomes of it.
    pub use_: Use,
    /// Headings of office files that mean this column, folded; better ones first.
    pub headings: Vec<String>,
}

/// Whose value a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// The record of the list.
    Main,
    /// Its companion: the post of a kader.
    Companion,
}

/// What a column holds at the end of its path.
#[derive(Clone, Copy, Debug)]
pub enum End {
    /// The travelling identity.
    Uid,
    /// A field's value.
    Value(&'static Field),
    /// Either the code or the name of the record, as office files write it.
    Name,
}

/// Whether a column is written, read, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Exported, and taken in again.
    Both,
    /// Exported for information; a file's value is not taken.
    Out,
    /// Only met in office files.
    In,
}

impl Column {
    /// True where the column holds a value that is masked and released only with a reason.
    pub fn is_personal(&self) -> bool {
        matches!(self.end, End::Value(field) if field.is_personal())
    }

    /// The field of the owner's record that the column fills: the first link, or the value itself.
    pub fn field(&self) -> Option<&'static Field> {
        match (self.path.first(), self.end) {
            (Some(link), _) => Some(link),
            (None, End::Value(field)) => Some(field),
            (None, _) => None,
        }
    }
}

/// The columns of an entity's list: first the identities, then the fields in the order of the
/// description, the companion's after the parent's; last what is only known for reading.
pub fn columns(entity: &'static Entity) -> Vec<Column> {
    let mut all = vec![column("uid", Owner::Main, Vec::new(), End::Uid, Use::Both)];
    if let Some(companion) = entity.companion {
        let name = format!("{}_uid", companion.entity.name);
        all.push(column(&name, Owner::Companion, Vec::new(), End::Uid, Use::Both));
    }
    for field in entity.typed() {
        own(&mut all, entity, Owner::Main, field);
    }
    if let Some(companion) = entity.companion {
        let fields = companion.entity.typed().filter(|field| field.name != companion.link);
        fields.for_each(|field| own(&mut all, companion.entity, Owner::Companion, field));
    }
    for field in entity.fields.iter().filter(|field| !field.is_typed()) {
        let shown_by_post = entity.companion.is_some_and(|c| c.entity.field(field.name).is_some());
        if field.target().is_none() && !shown_by_post {
            all.push(column(field.name, Owner::Main, Vec::new(), End::Value(field), Use::Out));
        }
    }
    // A name is taken once; the parent's stands first.
    let mut kept: Vec<Column> = Vec::with_capacity(all.len());
    for column in all {
        if kept.iter().all(|known| known.name != column.name) {
            kept.push(column);
        }
    }
    kept
}

fn column(name: &str, owner: Owner, path: Vec<&'static Field>, end: End, use_: Use) -> Column {
    Column { name: name.to_owned(), owner, path, end, use_, headings: vec![fold(name)] }
}

/// The columns of one typed field.
fn own(all: &mut Vec<Column>, entity: &'static Entity, owner: Owner, field: &'static Field) {
    let Some(target) = field.target() else {
        let clash = owner == Owner::Companion && all.iter().any(|column| column.name == field.name);
        let name = if clash { format!("{}_{}", field.name, entity.name) } else { field.name.to_owned() };
        let mut column = column(&name, owner, Vec::new(), End::Value(field), Use::Both);
        if !clash {
            column.headings.extend(headings_of(field));
            if field.name == entity.title {
                column.headings.extend(named(entity.name));
            }
        }
        all.push(column);
        return;
    };
    // What a person needs to find the Posyandu of a name: its desa.
    let context = target.field(target.context).filter(|context| context.target().is_some());
    if let Some(context) = context.filter(|_| target.field("kode").is_none()) {
        linked(all, owner, &[field, context]);
    }
    linked(all, owner, &[field]);
    if let Some(context) = context {
        let kecamatan = target.field("kode").is_some() && !all.iter().any(|column| column.name == context.name);
        if kecamatan {
            office(all, owner, vec![field, context]);
        } else if let Some(above) =
            context.target().and_then(|desa| desa.field(desa.context)).filter(|above| above.target().is_some())
        {
            office(all, owner, vec![field, context, above]);
        }
    }
}

/// The columns that name the record at the end of a path of links.
fn linked(all: &mut Vec<Column>, owner: Owner, path: &[&'static Field]) {
    let Some((last, target)) = path.last().and_then(|last| Some((*last, last.target()?))) else { return };
    // An SK has a desa of its own, and a Posyandu that lies in one: two columns, two names.
    let taken = all.iter().any(|known| known.owner == owner && known.name == last.name);
    let prefix = match path {
        [first, _] if taken => format!("{}_", first.name),
        _ => String::new(),
    };
    let mut put = |name: String, end: End, use_: Use, headings: Vec<String>| {
        let mut column = column(&name, owner, path.to_vec(), end, use_);
        column.headings.extend(headings);
        all.push(column);
    };
    let value = |name: &str| target.field(name).map(End::Value);
    if target.name == "sk" {
        let also = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        if let Some(end) = value("nomor") {
            let words =
                ["no sk", "nomor sk", "sk", "no surat keputusan", "nomor surat keputusan", "nomor dan tahun sk"];
            put("nomor_sk".into(), end, Use::Both, also(&words));
        }
        if let Some(end) = value("tanggal") {
            put("tanggal_sk".into(), end, Use::Both, also(&["tgl sk", "tanggal surat keputusan"]));
        }
        return;
    }
    if target.name == "naskah" && !all.iter().any(|column| column.name == "tahun") {
        // The lines of an office's plan say the year rather than the name of the plan.
        if let Some((end, year)) = value("tahun").zip(target.field("tahun")) {
            let mut column = column("tahun", owner, path.to_vec(), end, Use::Both);
            column.headings.extend(headings_of(year));
            all.push(column);
        }
    }
    let mut put = |name: String, end: End, use_: Use, headings: Vec<String>| {
        let mut column = column(&name, owner, path.to_vec(), end, use_);
        column.headings.extend(headings);
        all.push(column);
    };
    let words = named(last.name);
    if let Some(end) = value("kode") {
        let mut headings: Vec<String> =
            words.iter().flat_map(|word| [format!("kode {word}"), format!("kd {word}")]).collect();
        headings.push("kode wilayah".to_owned());
        put(format!("{prefix}{}_kode", last.name), end, Use::Both, headings);
    }
    if let Some(end) = value(target.title) {
        put(format!("{prefix}{}_nama", last.name), end, Use::Both, Vec::new());
    }
    // Code or name under the bare word, as office files head it.
    let mut headings = words;
    headings.extend(headings_of(last));
    put(format!("{prefix}{}", last.name), End::Name, Use::In, headings);
}

/// The kecamatan above a desa: tells which rows of a kabupaten's list are ours.
fn office(all: &mut Vec<Column>, owner: Owner, path: Vec<&'static Field>) {
    let Some(last) = path.last() else { return };
    let (name, headings) = (last.name, named(last.name));
    let mut column = column(name, owner, path, End::Name, Use::In);
    column.headings.extend(headings);
    all.push(column);
}

/// The headings a description itself gives: name, labels, synonyms.
fn headings_of(field: &Field) -> Vec<String> {
    let labels = [field.label.id, field.short.id, field.label.en];
    labels
        .into_iter()
        .map(fold)
        .chain(field.synonyms.iter().map(|word| (*word).to_owned()))
        .filter(|word| !word.is_empty())
        .collect()
}

/// How office files head the column that names a record of an entity.
fn named(entity: &str) -> Vec<String> {
    let words: &[&str] = match entity {
        "desa" => &["desa kelurahan", "desa", "kelurahan", "kelurahan desa", "kel desa", "desa kel", "kel"],
        "kecamatan" => &["kecamatan", "kec"],
        "kader" => &["kader", "kader posyandu", "pengurus", "lengkap"],
        other => &[other],
    };
    words.iter().flat_map(|word| [format!("nama {word}"), (*word).to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{DESA, ENTITIES, KADER, POSYANDU, RENCANA};

    fn names(entity: &'static Entity, wanted: impl Fn(Use) -> bool) -> Vec<String> {
        columns(entity).into_iter().filter(|column| wanted(column.use_)).map(|column| column.name).collect()
    }

    #[test]
    fn names_are_unique_in_every_entity() {
        for entity in ENTITIES {
            let mut names = names(entity, |_| true);
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "{entity:?}");
        }
    }

    #[test]
    fn a_posyandu_is_exported_with_code_and_name_of_its_desa() {
        let names = names(&POSYANDU, |use_| use_ != Use::In);
        assert_eq!(names.iter().take(4).collect::<Vec<_>>(), ["uid", "nama", "desa_kode", "desa_nama"]);
    }

    #[test]
    fn a_kader_row_holds_the_person_and_the_post() {
        let names = names(&KADER, |use_| use_ != Use::In);
        for wanted in [
            "uid",
            "penugasan_uid",
            "nama",
            "nik",
            "jenis_kelamin",
            "tempat_lahir",
            "tanggal_lahir",
            "alamat",
            "no_hp",
            "pendidikan",
            "desa_kode",
            "desa_nama",
            "posyandu_nama",
            "jabatan",
            "bidang",
            "nomor_sk",
            "tanggal_sk",
            "mulai",
            "selesai",
        ] {
            assert!(names.iter().any(|name| name == wanted), "{wanted} in {names:?}");
        }
    }

    #[test]
    fn a_plan_line_is_exported_under_the_names_of_the_contract() {
        let names = names(&RENCANA, |use_| use_ != Use::In);
        for wanted in [
            "tahun",
            "bidang",
            "kegiatan",
            "uraian",
            "indikator",
            "sasaran",
            "volume",
            "satuan",
            "harga_satuan",
            "jumlah",
            "sumber_dana",
            "kode_rekening",
            "bulan",
            "lokasi",
            "penanggung_jawab",
            "opd",
            "dokumen",
            "status",
            "realisasi_fisik",
            "realisasi_anggaran",
        ] {
            assert!(names.iter().any(|name| name == wanted), "{wanted} in {names:?}");
        }
    }

    #[test]
    fn office_files_may_name_the_kecamatan_of_a_posyandu_and_of_a_kader() {
        for entity in [&POSYANDU, &KADER, &DESA] {
            assert!(names(entity, |use_| use_ == Use::In).iter().any(|name| name == "kecamatan"), "{entity:?}");
        }
    }
}
