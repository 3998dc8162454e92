//! The engine's seat: requests come in as messages, replies go out, the event loop is never blocked for long.
//!
//! Knows no formula and no file format: it moves bytes to the engine and tells what the engine says.

mod packing;
mod writing;

use crate::browser::{Breath, bytes_of, now_ms, send, send_with};
use crate::desk::{Desk, Job, Put};
use crate::files::{buffers_of, files_of};
use crate::hashing::Hasher;
use esito_engine::{
    Bundle, Comparable, Loading, Mapping, Published, PutBack, SourceFile, Sources, Valuing, changes,
    comparison_csv, put_back, statement_csv, together,
};
use esito_model::{
    Answer, Ask, Assumed, CompareQuestion, Comparison, PlacesQuestion, Progress, Question, Request, Stage,
    Told, ValueMap, Verified,
};
use js_sys::{Array, ArrayBuffer, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// How long the engine works before the browser gets its turn. Long enough that turns cost nothing, short enough
/// that a cancellation is felt as immediate.
const SLICE_MS: f64 = 25.0;

/// Draws after which a comparison is shown a second time, before all are there.
const MORE: u32 = 2_000;

thread_local! {
    /// The ticket at hand, for the message that a panic leaves behind.
    static AT_HAND: Cell<u64> = const { Cell::new(0) };
}

/// The ticket that is being worked on; 0 for none.
pub(crate) fn ticket_at_hand() -> u64 {
    AT_HAND.get()
}

/// Why a piece of work gave no result.
enum Stopped {
    /// Its ticket was called off.
    CalledOff,
    /// It could not be done.
    Failed(String),
}

/// What comparisons are made of, and the question and the index that the bundle gave it for; neither where it is a
/// published answer.
type Held = (Option<(Question, String)>, Rc<Comparable>);

/// The seat: what waits, and the bundle that questions are asked of.
pub(crate) struct Seat {
    desk: RefCell<Desk<Vec<ArrayBuffer>>>,
    bundle: RefCell<Option<Rc<Bundle>>>,
    /// The files whose meaning is being confirmed.
    mapping: RefCell<Option<Mapping>>,
    /// What comparisons are made of.
    comparable: RefCell<Option<Held>>,
    breath: Breath,
    hasher: Hasher,
}

impl Seat {
    pub(crate) fn new() -> Self {
        Self {
            desk: RefCell::new(Desk::new()),
            bundle: RefCell::new(None),
            mapping: RefCell::new(None),
            comparable: RefCell::new(None),
            breath: Breath::new(),
            hasher: Hasher::new(),
        }
    }

    /// Takes a message in and, unless the seat is at work, begins with it.
    pub(crate) fn hear(self: &Rc<Self>, message: &JsValue) {
        let (request, buffers) = match understand(message) {
            Ok(understood) => understood,
            Err(message) => return send(0, Told::Failed { message }),
        };
        match self.desk.borrow_mut().put(request, buffers) {
            Put::CalledOff(ticket) => send(ticket, Told::Cancelled),
            Put::Waits | Put::Stopping | Put::TooLate => {}
        }
        let Some(first) = self.desk.borrow_mut().take() else { return };
        let seat = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let mut job = Some(first);
            while let Some(at_hand) = job {
                seat.serve(at_hand).await;
                let mut desk = seat.desk.borrow_mut();
                desk.clear();
                job = desk.take();
            }
        });
    }

    async fn serve(&self, job: Job<Vec<ArrayBuffer>>) {
        AT_HAND.set(job.ticket);
        let told = self.work_on(job.ticket, job.ask, job.bytes).await;
        AT_HAND.set(0);
        match told {
            Ok((told, buffers)) if buffers.length() > 0 => send_with(job.ticket, told, &buffers),
            Ok((told, _)) => send(job.ticket, told),
            Err(Stopped::CalledOff) => send(job.ticket, Told::Cancelled),
            Err(Stopped::Failed(message)) => send(job.ticket, Told::Failed { message }),
        }
    }

    /// What is told, and the files beside it.
    async fn work_on(
        &self,
        ticket: u64,
        ask: Ask,
        bytes: Vec<ArrayBuffer>,
    ) -> Result<(Told, Array), Stopped> {
        let told = match ask {
            Ask::Load { names } => self.load(ticket, names, bytes).await?,
            Ask::Answer(question) => self.answer(ticket, &question).await?,
            Ask::Open { question, key, compared, offset, limit } => {
                let bundle = self.open_bundle()?;
                let opened = if compared {
                    bundle.open_compared(&question, &key, offset, limit)
                } else {
                    bundle.open(&question, &key, offset, limit)
                };
                let opened = opened.ok_or_else(|| Stopped::Failed("no such finding".to_owned()))?;
                Told::Opened(Box::new(opened))
            }
            Ask::Verify { answers, names } => self.verify(ticket, answers, names, bytes).await?,
            Ask::Value { map, assumed } => self.value(ticket, map, &assumed).await?,
            Ask::Hold => self.hold(&bytes)?,
            Ask::Weigh(question) => self.weigh(ticket, &question).await?,
            Ask::Places(question) => self.places(ticket, &question).await?,
            Ask::Understand { names, decisions } => {
                let files = files_of(names, &bytes).map_err(Stopped::Failed)?;
                drop(bytes);
                let mut mapping = Mapping::new(Sources { files });
                let understood = mapping.understand(&decisions);
                self.mapping.replace(Some(mapping));
                Told::Understood(Box::new(understood))
            }
            Ask::Decide(decisions) => {
                let mut mapping = self.mapping.borrow_mut();
                let mapping =
                    mapping.as_mut().ok_or_else(|| Stopped::Failed("no file was looked at".to_owned()))?;
                Told::Understood(Box::new(mapping.understand(&decisions)))
            }
            Ask::Rows(asked) => Told::Said(self.open_bundle()?.rows_said(&asked)),
            Ask::Mend { words } => {
                let mends = self.open_bundle()?.to_mend_in(&words);
                let files = mends.iter().map(|one| (one.file.clone(), one.rows)).collect();
                let buffers = buffers_of(mends.iter().map(|one| one.bytes.as_slice()));
                return Ok((Told::ToMend { files }, buffers));
            }
            Ask::PutBack { file } => return self.put_back(&file, &bytes),
            Ask::Compare { names } => {
                let files = files_of(names, &bytes).map_err(Stopped::Failed)?;
                drop(bytes);
                let mut loading = Loading::new(Sources { files });
                self.work(ticket, || loading.step()).await?;
                Told::Compared(Box::new(changes(&loading.finish(), &*self.open_bundle()?)))
            }
            Ask::Pack { names, people } => return self.packed(ticket, (names, bytes), people).await,
            Ask::Contracts => self.contracts(ticket).await?,
            Ask::Pay { contract, as_of, csv } => self.pay(ticket, &contract, as_of.as_deref(), csv).await?,
            Ask::Reconcile { comparison, csv } => {
                let comparison = self.open_bundle()?.comparison(&comparison);
                let csv = comparison.as_ref().filter(|_| csv).map(comparison_csv);
                Told::Reconciled { comparison: comparison.map(Box::new), csv }
            }
            Ask::Try { contract, language, edits, lines, as_of } => {
                let bundle = self.open_bundle()?;
                let trying = bundle.trying(&contract, &language, &edits, as_of.as_deref());
                let trying = trying.map(|trying| if lines { trying.with_lines() } else { trying });
                let Some(mut trying) = trying else { return Ok((Told::Tried(None), Array::new())) };
                self.work(ticket, || trying.step()).await?;
                Told::Tried(Some(Box::new(trying.finish())))
            }
            Ask::RowsAt { places } => Told::RowsAt(self.open_bundle()?.rows_at(&places)),
            Ask::Write(asked) => return self.write(ticket, &asked).await,
            Ask::Cancel { .. } => return Err(Stopped::CalledOff),
        };
        Ok((told, Array::new()))
    }

    /// Puts mended rows back into a file of the bundle.
    fn put_back(&self, file: &str, mended: &[ArrayBuffer]) -> Result<(Told, Array), Stopped> {
        let bundle = self.open_bundle()?;
        let original = bundle.files().find(|one| one.name == file);
        let original = original.ok_or_else(|| Stopped::Failed(format!("no such file: {file}")))?;
        let mended = mended.first().ok_or_else(|| Stopped::Failed("no mended rows came".to_owned()))?;
        let read_as = bundle.read_as(file);
        Ok(match put_back(file, &original.bytes, &bytes_of(mended), &read_as) {
            Ok(back) => {
                let PutBack { bytes, changed, remarks } = back;
                let names = bundle.files().map(|one| one.name.clone()).collect();
                let whole = |one: &SourceFile| one.name == file;
                let all = bundle.files().map(|one| if whole(one) { bytes.as_slice() } else { &one.bytes });
                let buffers = buffers_of(all);
                (Told::PutBack { names, changed, remarks }, buffers)
            }
            Err(remark) => {
                let told = Told::PutBack { names: Vec::new(), changed: 0, remarks: vec![*remark] };
                (told, Array::new())
            }
        })
    }

    /// Reads a bundle. The one before it stays until the new one is whole, so that calling off changes nothing.
    async fn load(
        &self,
        ticket: u64,
        names: Vec<String>,
        buffers: Vec<ArrayBuffer>,
    ) -> Result<Told, Stopped> {
        let bundle = self.read(ticket, names, buffers).await?;
        let told = Told::Loaded {
            remarks: bundle.remarks().to_vec(),
            health: bundle.health().clone(),
            indicators: bundle.framework().indicators.len() as u64,
            contracts: bundle.framework().contracts.len() as u64,
            worth: (usize::from(bundle.framework().value.is_some()) + bundle.framework().money.len()) as u64,
            ledger: bundle.ledger(),
        };
        self.comparable.replace(None);
        self.bundle.replace(Some(Rc::new(bundle)));
        Ok(told)
    }

    /// Works published answers out again from the files that came with them, beside the bundle that is loaded.
    async fn verify(
        &self,
        ticket: u64,
        answers: Vec<String>,
        names: Vec<String>,
        mut buffers: Vec<ArrayBuffer>,
    ) -> Result<Told, Stopped> {
        if buffers.len() < answers.len() {
            let (answers, buffers) = (answers.len(), buffers.len());
            return Err(Stopped::Failed(format!("{answers} answers came with {buffers} buffers")));
        }
        let files = buffers.split_off(answers.len());
        let bundle = self.read(ticket, names, files).await?;
        let (mut all, mut done) = (Vec::new(), Vec::new());
        for (name, buffer) in answers.into_iter().zip(buffers) {
            let published = match Published::read(&bytes_of(&buffer)) {
                Ok(published) => published,
                Err(fault) => {
                    let (code, message) = (fault.code().to_owned(), fault.to_string());
                    all.push(Verified { name, fault: code, message, verification: None });
                    continue;
                }
            };
            let mut again = published.again(&bundle);
            self.work(ticket, || again.step()).await?;
            let verification = published.verify(again, &[]);
            let whole = Some(Box::new(verification.clone()));
            all.push(Verified { name, verification: whole, ..Verified::default() });
            done.push((published, verification));
        }
        Ok(Told::Verified { answers: all, together: together(&done).map(Box::new) })
    }

    async fn read(
        &self,
        ticket: u64,
        names: Vec<String>,
        buffers: Vec<ArrayBuffer>,
    ) -> Result<Bundle, Stopped> {
        if names.len() != buffers.len() {
            let (names, buffers) = (names.len(), buffers.len());
            return Err(Stopped::Failed(format!("{names} names came with {buffers} buffers")));
        }
        let file = |(name, buffer): (&String, &ArrayBuffer)| SourceFile {
            name: name.clone(),
            bytes: bytes_of(buffer).into(),
            sha256: None,
        };
        let files = names.iter().zip(&buffers).map(file).collect();
        let hashes = self.hasher.begin(names.into_iter().zip(buffers).collect());
        let mut loading = Loading::new(Sources { files });
        // What is not handed over by the end of the reading, the engine would hash itself, and slower.
        self.work(ticket, || loading.step().filter(|progress| progress.stage == Stage::Reading)).await?;
        for (name, hash) in hashes.finish().await {
            loading.set_sha256(&name, &hash);
        }
        self.work(ticket, || loading.step()).await?;
        Ok(loading.finish())
    }

    /// Keeps a published answer in the place of a bundle.
    fn hold(&self, buffers: &[ArrayBuffer]) -> Result<Told, Stopped> {
        let (first, rest) =
            buffers.split_first().ok_or_else(|| Stopped::Failed("no answer came".to_owned()))?;
        let unreadable = |error: serde_json::Error| Stopped::Failed(error.to_string());
        let answer: Answer = serde_json::from_slice(&bytes_of(first)).map_err(unreadable)?;
        let comparisons = rest.iter().map(|one| serde_json::from_slice::<Comparison>(&bytes_of(one)));
        let comparisons = comparisons.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
        let held = Comparable::published(answer, &comparisons);
        self.bundle.replace(None);
        self.comparable.replace(Some((None, Rc::new(held))));
        Ok(Told::Held)
    }

    /// Compares places: the first draws are told at once, more as they come, the whole at the end.
    async fn weigh(&self, ticket: u64, question: &CompareQuestion) -> Result<Told, Stopped> {
        let comparable = self.comparable(ticket, question).await?;
        let comparing = comparable.comparing(question);
        let mut comparing = comparing.ok_or_else(|| Stopped::Failed("no such index".to_owned()))?;
        let mut next = 1;
        loop {
            let began = now_ms();
            let progress = loop {
                let Some((done, total)) = comparing.step() else {
                    return Ok(Told::Weighed(Box::new(comparing.comparison())));
                };
                if now_ms() - began >= SLICE_MS {
                    break Progress { stage: Stage::Comparing, item: question.index.clone(), done, total };
                }
            };
            if comparing.draws() >= next {
                send(ticket, Told::Weighing(Box::new(comparing.comparison())));
                // Then after some more, and when all are drawn: what the ranking depends on takes longer.
                next = if next < MORE { MORE.min(question.draws) } else { question.draws };
                if comparing.draws() >= question.draws {
                    next = u32::MAX;
                }
            }
            send(ticket, Told::Progress(progress));
            self.breath.take().await;
            if self.desk.borrow().called_off() {
                return Err(Stopped::CalledOff);
            }
        }
    }

    /// What a comparison is made of, worked out once for all weights that may be tried.
    async fn comparable(&self, ticket: u64, question: &CompareQuestion) -> Result<Rc<Comparable>, Stopped> {
        let held = self.comparable.borrow().clone();
        let bundle = self.bundle.borrow().clone();
        let Some(bundle) = bundle else {
            let held = held.filter(|(of, _)| of.is_none());
            return held
                .map(|(_, held)| held)
                .ok_or_else(|| Stopped::Failed("nothing was loaded".to_owned()));
        };
        let asked = bundle.question_of_comparison(question);
        let asked = asked.ok_or_else(|| Stopped::Failed("no such index".to_owned()))?;
        let of = Some((asked.clone(), question.index.clone()));
        if let Some((_, held)) = held.filter(|(known, _)| *known == of) {
            return Ok(held);
        }
        let mut answering = bundle.answering(&asked);
        self.work(ticket, || answering.step()).await?;
        let comparable = Rc::new(bundle.comparable(answering.finish(), &question.index));
        self.comparable.replace(Some((of, Rc::clone(&comparable))));
        Ok(comparable)
    }

    async fn answer(&self, ticket: u64, question: &Question) -> Result<Told, Stopped> {
        let bundle = self.open_bundle()?;
        let mut answering = bundle.answering(question);
        self.work(ticket, || answering.step()).await?;
        Ok(Told::Answered(Box::new(answering.finish().into())))
    }

    async fn contracts(&self, ticket: u64) -> Result<Told, Stopped> {
        let bundle = self.open_bundle()?;
        let mut summing = bundle.summing();
        self.work(ticket, || summing.step()).await?;
        Ok(Told::Contracts(Box::new(summing.finish())))
    }

    async fn pay(
        &self,
        ticket: u64,
        contract: &str,
        as_of: Option<&str>,
        csv: bool,
    ) -> Result<Told, Stopped> {
        let bundle = self.open_bundle()?;
        let Some(mut paying) = bundle.paying(contract, as_of) else {
            return Ok(Told::Paid { statement: None, csv: None });
        };
        self.work(ticket, || paying.step()).await?;
        let statement = paying.finish();
        let csv = statement.as_ref().filter(|_| csv).map(statement_csv);
        Ok(Told::Paid { statement: statement.map(Box::new), csv })
    }

    /// The value map and the money over time, with a reader's assumptions.
    async fn value(
        &self,
        ticket: u64,
        map: Option<Box<ValueMap>>,
        assumed: &[Assumed],
    ) -> Result<Told, Stopped> {
        let bundle = if map.is_none() { Some(self.open_bundle()?) } else { None };
        let mut valuing = match (map, &bundle) {
            (None, Some(bundle)) => bundle.valuing(assumed),
            (map, _) => Valuing::of_map(map.map(|map| *map).unwrap_or_default(), assumed),
        };
        self.work(ticket, || valuing.step()).await?;
        Ok(Told::Valued(Box::new(valuing.finish())))
    }

    async fn places(&self, ticket: u64, question: &PlacesQuestion) -> Result<Told, Stopped> {
        let bundle = self.open_bundle()?;
        let of_places = bundle.question_of_places();
        let mut answering = bundle.answering(&of_places);
        self.work(ticket, || answering.step()).await?;
        let mut placing = bundle.placing(&answering.finish(), question);
        let progress = |(done, total)| Progress { stage: Stage::Measuring, item: String::new(), done, total };
        self.work(ticket, || placing.step().map(progress)).await?;
        Ok(Told::Placed(Box::new(placing.finish())))
    }

    fn open_bundle(&self) -> Result<Rc<Bundle>, Stopped> {
        self.bundle.borrow().clone().ok_or_else(|| Stopped::Failed("no bundle was loaded".to_owned()))
    }

    /// Steps until nothing is left, with a breath and a word on progress after every slice.
    async fn work(&self, ticket: u64, mut step: impl FnMut() -> Option<Progress>) -> Result<(), Stopped> {
        loop {
            let began = now_ms();
            let progress = loop {
                let Some(progress) = step() else { return Ok(()) };
                if now_ms() - began >= SLICE_MS {
                    break progress;
                }
            };
            let drawing = progress.stage == Stage::Drawing;
            send(ticket, Told::Progress(progress));
            self.breath.take().await;
            // Drawing again and again runs behind: whoever asks meanwhile is answered first.
            while drawing && !self.desk.borrow().called_off() {
                let Some(job) = self.give_way() else { break };
                Box::pin(self.serve(job)).await;
                self.desk.borrow_mut().go_on();
                AT_HAND.set(ticket);
            }
            if self.desk.borrow().called_off() {
                return Err(Stopped::CalledOff);
            }
        }
    }

    fn give_way(&self) -> Option<Job<Vec<ArrayBuffer>>> {
        self.desk.borrow_mut().give_way()
    }
}

/// A message's request and buffers; otherwise what is wrong with it.
fn understand(message: &JsValue) -> Result<(Request, Vec<ArrayBuffer>), String> {
    let part = |name: &str| Reflect::get(message, &JsValue::from_str(name)).ok();
    let json = part("json").and_then(|json| json.as_string());
    let json = json.ok_or("a message without a request")?;
    let request = serde_json::from_str(&json).map_err(|error| error.to_string())?;
    let buffers = part("buffers").filter(Array::is_array).map(JsCast::unchecked_into::<Array>);
    let buffers = buffers.map_or_else(Vec::new, |array| array.iter().collect());
    let buffers: Result<_, _> = buffers.into_iter().map(JsCast::dyn_into::<ArrayBuffer>).collect();
    Ok((request, buffers.map_err(|_| "a message with something else than buffers")?))
}
