//! Answers to what screens ask.
//!
//! * **Owns** the table from [`Request`] to the store's functions.
//! * **Imports** `request` and everything beside it.
//! * **Never** catches a panic: the runtime does, around it.

use super::{Access, Outcome, Store, facts};
use crate::request::{Reply, Request, Trouble};

impl Store {
    /// Answers a request. Whatever goes wrong comes back as [`Reply::Trouble`].
    pub fn serve(&mut self, request: Request) -> Reply {
        let path = self.path.clone();
        self.answer(request).unwrap_or_else(|trouble| {
            Reply::Trouble(match path {
                Some(path) => super::open::named(trouble, &path),
                None => trouble,
            })
        })
    }

    fn answer(&mut self, request: Request) -> Result<Reply, Trouble> {
        Ok(match request {
            Request::Page(query, seek, limit) => Reply::Page(self.page(&query, seek, limit)?),
            Request::Count(query, limit) => {
                let (count, more) = self.count(&query, limit)?;
                Reply::Count(count, more)
            }
            Request::Get(entity, id) => match self.get(entity, id)? {
                Some(record) => Reply::Got(Box::new(record)),
                None => Reply::Gone,
            },
            Request::Lookup(entity, typed, filters, limit) => {
                Reply::Picks(self.lookup(entity, &typed, &filters, limit)?)
            }
            Request::Check(batch) => Reply::Checked(self.examine(&batch)?),
            Request::Save(batch) => self.save(&batch)?.into(),
            Request::ChangeMany(entity, ids, field, value, reason) => {
                self.change_many(entity, &ids, (field, &value), reason)?.into()
            }
            Request::DeleteMany(entity, ids) => self.delete_many(entity, &ids)?.into(),
            Request::RestoreMany(entity, ids) => self.restore_many(entity, &ids)?.into(),
            Request::History(Some(record), before, limit) => Reply::History(self.history(record, before, limit)?),
            Request::History(None, before, limit) => Reply::Batches(self.batches(before, limit)?),
            Request::BatchDetail(id) => Reply::History(self.batch_detail(id)?),
            Request::Undo(id) => self.undo(id)?.into(),
            Request::UndoLast => self.undo_last()?.into(),
            Request::Doubles(entity) => self.doubles_now(entity)?,
            Request::Compare(entity, ids) => self.side_by_side(entity, ids)?,
            Request::PlanMerge(merge) => Reply::MergePlan(self.plan_merge(&merge)?),
            Request::Merge(merge) => self.merge(&merge)?.into(),
            Request::Decide(entity, ids, verdict) => done(self.judge(entity, ids, verdict)?),
            Request::Drafts => Reply::Drafts(self.drafts()?),
            Request::KeepDraft(draft) => done(self.keep_draft(&draft)?),
            Request::DropDraft(key) => done(self.drop_draft(&key)?),
            Request::Remember(key, value) => match self.remember(&key, &value)? {
                Outcome::Saved(saved) if saved.batch.is_none() => Reply::Done,
                outcome => outcome.into(),
            },
            Request::NoteReveal(entity, id, field) => {
                done(self.note_access(&Access { deed: "buka", entity, record: Some(id), reason: field, count: 1 })?)
            }
            Request::Overview(view, day) => Reply::Overview(Box::new(self.overview(view, day)?)),
            Request::Between(one, other) => Reply::Between(self.between(one, other, None)?),
            other => facts::serve(self, &other),
        })
    }
}

fn done((): ()) -> Reply {
    Reply::Done
}
