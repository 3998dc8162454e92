//! The engine in its worker: tickets, progress, cancel, and a new start after a breakdown.
//!
//! Comes in: requests and the files themselves. Goes out: replies. It does not know what the files mean. After a
//! panic a wasm instance is unusable, so the worker is thrown away and started anew with the files still held.

use super::{Failure, Tickets};
use esito_model::{
    Answer, Ask, Assumed, CompareQuestion, Comparison, Key, Opened, Places, PlacesQuestion, Progress,
    Question, Reply, Request, Told, ValueMap, Valued, Verification, Verified,
};
use futures_channel::oneshot;
use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

/// The script that starts the engine, relative to the site's base.
const SCRIPT: &str = "worker_loader.js";

/// The state of the engine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// Not started yet.
    #[default]
    Absent,
    /// On its way.
    Starting,
    /// There.
    Ready {
        /// Its version.
        version: String,
    },
    /// Broken down.
    Crashed {
        /// What it said.
        message: String,
    },
}

/// A file by its name in the bundle; the bytes stay with the browser until the engine gets a copy.
pub type Named = (String, Blob);

/// What came of published answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// Each of them.
    pub answers: Vec<Verified>,
    /// Those that could be verified, taken together.
    pub together: Option<Box<Verification>>,
}

/// The engine's seat in the browser.
#[derive(Clone, Copy)]
pub struct Seat {
    engine: RwSignal<Engine>,
    progress: RwSignal<Option<(u64, Progress)>>,
    inner: StoredValue<Inner, LocalStorage>,
}

/// What was told, and the files beside it.
pub(super) type Heard = (Told, Array);

/// Who waits for a reply: for its last word, and perhaps for what comes before.
struct Waiter {
    last: oneshot::Sender<Result<Heard, Failure>>,
    before: Option<Before>,
}

/// What hears a comparison as far as it is.
pub type Before = Box<dyn Fn(Comparison)>;

/// A ticket and the last word that will come for it.
type Asked = (u64, oneshot::Receiver<Result<Heard, Failure>>);

#[derive(Default)]
struct Inner {
    worker: Option<Worker>,
    tickets: Tickets<Waiter>,
    /// How many engines are gone.
    gone: u32,
    /// Requests made before the engine was there: a module worker may lose what comes while it starts.
    outbox: Vec<(String, Array)>,
    // Kept alive as long as the worker that calls them.
    on_message: Option<Closure<dyn FnMut(MessageEvent)>>,
    on_error: Option<Closure<dyn FnMut(ErrorEvent)>>,
}

impl Inner {
    /// Throws the engine away and tells whoever waits why nothing comes.
    fn end(&mut self, why: &Failure) {
        self.outbox.clear();
        if let Some(worker) = self.worker.take() {
            worker.terminate();
            self.gone += 1;
        }
        for waiter in self.tickets.drain() {
            let _ = waiter.last.send(Err(why.clone()));
        }
    }
}

impl Default for Seat {
    fn default() -> Self {
        Self::new()
    }
}

impl Seat {
    /// A seat without an engine; `start` brings it.
    #[must_use]
    pub fn new() -> Self {
        let inner = StoredValue::new_local(Inner::default());
        Self { engine: RwSignal::new(Engine::Absent), progress: RwSignal::new(None), inner }
    }

    /// The state of the engine; tracks it.
    #[must_use]
    pub fn engine(self) -> Engine {
        self.engine.get()
    }

    /// How far the work at hand is, with its ticket; tracks it.
    #[must_use]
    pub fn progress(self) -> Option<(u64, Progress)> {
        self.progress.get()
    }

    /// How far the work at hand is, without tracking it.
    #[must_use]
    pub fn progress_now(self) -> Option<(u64, Progress)> {
        self.progress.get_untracked()
    }

    /// Starts the engine if it is not there or on its way; after a breakdown, a new one.
    pub fn start(self) {
        let state = self.engine.get_untracked();
        if matches!(state, Engine::Absent | Engine::Crashed { .. }) {
            self.stop();
            self.engine.set(Engine::Starting);
            if let Err(error) = self.boot() {
                self.crash(said(&error));
            }
        }
    }

    /// Throws the engine away with all that it holds; whoever waits is told so.
    pub fn stop(self) {
        self.inner.update_value(|inner| inner.end(&Failure::Cancelled));
        self.progress.set(None);
        self.engine.set(Engine::Absent);
    }

    fn boot(self) -> Result<(), JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&at_base(SCRIPT), &options)?;
        let on_message = Closure::new(move |event: MessageEvent| self.hear(&event));
        let on_error = Closure::new(move |event: ErrorEvent| {
            event.prevent_default();
            self.crash(event.message());
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
        self.inner.update_value(|inner| {
            inner.worker = Some(worker);
            inner.on_message = Some(on_message);
            inner.on_error = Some(on_error);
        });
        Ok(())
    }

    fn hear(self, event: &MessageEvent) {
        let (text, buffers) = parts(&event.data());
        let reply: Reply = match serde_json::from_str(&text) {
            Ok(reply) => reply,
            Err(error) => return self.crash(error.to_string()),
        };
        match &reply.told {
            Told::Ready { engine } => self.greet(engine.clone()),
            Told::Progress(progress) => self.progress.set(Some((reply.ticket, progress.clone()))),
            Told::Failed { message } if reply.ticket == 0 => self.crash(message.clone()),
            Told::Weighing(_) => self.tell_before(reply),
            _ => {
                let waiter = self.inner.try_update_value(|inner| inner.tickets.settle(&reply)).flatten();
                self.progress.set(None);
                if let Some(waiter) = waiter {
                    let _ = waiter.last.send(Ok((reply.told, buffers)));
                }
            }
        }
    }

    /// Hands on what comes before the last word. The listener is taken out while it hears: it may ask something new.
    fn tell_before(self, reply: Reply) {
        let Told::Weighing(comparison) = reply.told else { return };
        let take = |inner: &mut Inner| inner.tickets.waiting_mut(reply.ticket)?.before.take();
        let Some(before) = self.inner.try_update_value(take).flatten() else { return };
        before(*comparison);
        self.inner.update_value(|inner| {
            if let Some(waiter) = inner.tickets.waiting_mut(reply.ticket) {
                waiter.before = Some(before);
            }
        });
    }

    fn greet(self, version: String) {
        self.engine.set(Engine::Ready { version });
        let sent = self.inner.try_update_value(|inner| {
            let worker = inner.worker.clone();
            let held = std::mem::take(&mut inner.outbox);
            worker.map_or(Ok(()), |worker| {
                held.iter().try_for_each(|(json, buffers)| post(&worker, json, buffers))
            })
        });
        if let Some(Err(error)) = sent {
            self.crash(said(&error));
        }
    }

    fn crash(self, message: String) {
        self.inner.update_value(|inner| inner.end(&Failure::Crashed(message.clone())));
        self.progress.set(None);
        self.engine.set(Engine::Crashed { message });
    }

    /// The answer to a question about the loaded bundle.
    pub async fn answer(self, question: &Question) -> Result<Answer, Failure> {
        match self.ask(Ask::Answer(question.clone()), &Array::new()).await?.0 {
            Told::Answered(answer) => Ok((*answer).into()),
            other => Err(unexpected(other)),
        }
    }

    /// A finding opened down to a page of its rows, or of those of its comparison group.
    pub async fn open(
        self,
        question: &Question,
        (key, compared): (&Key, bool),
        offset: u64,
        limit: u64,
    ) -> Result<Opened, Failure> {
        let ask = Ask::Open { question: question.clone(), key: key.clone(), compared, offset, limit };
        match self.ask(ask, &Array::new()).await?.0 {
            Told::Opened(opened) => Ok(*opened),
            other => Err(unexpected(other)),
        }
    }

    /// The value map and the money over time; with a map only that map, with what is set in place of its own.
    pub async fn value(self, map: Option<ValueMap>, assumed: Vec<Assumed>) -> Result<Valued, Failure> {
        let ask = Ask::Value { map: map.map(Box::new), assumed };
        match self.ask(ask, &Array::new()).await?.0 {
            Told::Valued(valued) => Ok(*valued),
            other => Err(unexpected(other)),
        }
    }

    /// Places beside their peers.
    pub async fn places(self, question: &PlacesQuestion) -> Result<Places, Failure> {
        match self.ask(Ask::Places(question.clone()), &Array::new()).await?.0 {
            Told::Placed(places) => Ok(*places),
            other => Err(unexpected(other)),
        }
    }

    /// Published answers worked out again from these files; the bundle that is loaded stays.
    pub async fn verify(self, answers: &[Named], files: &[Named]) -> Result<Checked, Failure> {
        let buffers = Array::new();
        let answers = self.fill(&buffers, answers).await?;
        let names = self.fill(&buffers, files).await?;
        match self.ask(Ask::Verify { answers, names }, &buffers).await?.0 {
            Told::Verified { answers, together } => Ok(Checked { answers, together }),
            other => Err(unexpected(other)),
        }
    }

    /// Has the engine keep a published answer (and the comparisons published with it), all as JSON.
    pub async fn hold(self, files: &[Named]) -> Result<(), Failure> {
        let buffers = Array::new();
        self.fill(&buffers, files).await?;
        match self.ask(Ask::Hold, &buffers).await?.0 {
            Told::Held => Ok(()),
            other => Err(unexpected(other)),
        }
    }

    /// Begins to compare places; `before` hears the comparison as far as it is. The ticket is there to call it off.
    ///
    /// Errors: `NeedsEngine` where there is none.
    pub fn weigh(self, question: CompareQuestion, before: Before) -> Result<Asked, Failure> {
        self.begin(Ask::Weigh(Box::new(question)), &Array::new(), Some(before))
    }

    /// The whole comparison.
    pub async fn weighed(asked: Asked) -> Result<Comparison, Failure> {
        match asked.1.await.unwrap_or(Err(Failure::Cancelled))?.0 {
            Told::Weighed(comparison) => Ok(*comparison),
            other => Err(unexpected(other)),
        }
    }

    /// Asks the engine to stop working on a ticket.
    pub fn cancel(self, ticket: u64) {
        let text = write(&Request { ticket, ask: Ask::Cancel { ticket } });
        let ready = matches!(self.engine.get_untracked(), Engine::Ready { .. });
        self.inner.update_value(|inner| match &inner.worker {
            Some(worker) if ready => {
                let _ = post(worker, &text, &Array::new());
            }
            Some(_) => inner.outbox.push((text, Array::new())),
            None => {}
        });
    }

    /// Adds the files' bytes to the buffers and says their names.
    ///
    /// Errors: `Absent` where a file cannot be read; `Cancelled` where the engine that was there at the beginning is
    /// gone: the files were meant for it, and would take the place of what the next one was given.
    pub(super) async fn fill(self, buffers: &Array, files: &[Named]) -> Result<Vec<String>, Failure> {
        let gone = || self.inner.try_with_value(|inner| inner.gone);
        let before = gone();
        for (name, blob) in files {
            let bytes = JsFuture::from(blob.array_buffer()).await;
            buffers.push(&bytes.map_err(|error| Failure::Absent(format!("{name}: {}", said(&error))))?);
        }
        if gone() != before {
            return Err(Failure::Cancelled);
        }
        Ok(files.iter().map(|(name, _)| name.clone()).collect())
    }

    pub(super) async fn ask(self, ask: Ask, buffers: &Array) -> Result<Heard, Failure> {
        let (_, receiver) = self.begin(ask, buffers, None)?;
        receiver.await.unwrap_or(Err(Failure::Cancelled))
    }

    fn begin(self, ask: Ask, buffers: &Array, before: Option<Before>) -> Result<Asked, Failure> {
        let (last, receiver) = oneshot::channel();
        let sender = Waiter { last, before };
        let ready = matches!(self.engine.get_untracked(), Engine::Ready { .. });
        let posted = self.inner.try_update_value(|inner| {
            let worker = inner.worker.clone().ok_or(Failure::NeedsEngine)?;
            let ticket = inner.tickets.issue(sender);
            let json = write(&Request { ticket, ask });
            if !ready {
                inner.outbox.push((json, buffers.clone()));
                return Ok(ticket);
            }
            let posted = post(&worker, &json, buffers).map_err(|error| {
                inner.tickets.forget(ticket);
                Failure::Crashed(said(&error))
            });
            posted.map(|()| ticket)
        });
        Ok((posted.unwrap_or(Err(Failure::NeedsEngine))?, receiver))
    }
}

/// The message as the worker reads it: the request as text, the bytes beside it, handed over and not copied again.
fn post(worker: &Worker, json: &str, buffers: &Array) -> Result<(), JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"json".into(), &json.into())?;
    Reflect::set(&message, &"buffers".into(), buffers)?;
    worker.post_message_with_transfer(&message, buffers)
}

fn write(request: &Request) -> String {
    serde_json::to_string(request).unwrap_or_default()
}

pub(super) fn unexpected(told: Told) -> Failure {
    match told {
        Told::Cancelled => Failure::Cancelled,
        Told::Failed { message } => Failure::Crashed(message),
        _ => Failure::Crashed("a reply to another question".to_owned()),
    }
}

/// A message's text, and the buffers beside it where it has any.
fn parts(data: &JsValue) -> (String, Array) {
    if let Some(text) = data.as_string() {
        return (text, Array::new());
    }
    let part = |name: &str| Reflect::get(data, &name.into()).ok();
    let text = part("json").and_then(|json| json.as_string()).unwrap_or_default();
    let buffers = part("buffers").and_then(|buffers| buffers.dyn_into::<Array>().ok());
    (text, buffers.unwrap_or_default())
}

/// An address beside the page, whichever page folder is open.
pub(super) fn at_base(name: &str) -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    web_sys::Url::new_with_base(name, &base).map_or_else(|_| name.to_owned(), |url| url.href())
}

/// What a thrown value says.
pub(crate) fn said(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| "unknown".to_owned())
}
