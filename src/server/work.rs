//! The work that takes time: reading a project, and making the findings of what is open.

use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::civil::Date;
use rustc_hash::{FxHashSet, FxHasher};
use tokio::sync::mpsc::UnboundedSender;
use tower_lsp_server::ls_types::{
    ProgressToken, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressCreateParams,
    WorkDoneProgressEnd, WorkDoneProgressReport, request::WorkDoneProgressCreate,
};

use super::context::{Context, Session, Subject};
use super::event::{Event, Publication};
use super::folder::Pending;
use super::outbox::Outbox;
use super::token::Token;
use super::{built_in, diagnostics, log};
use crate::coverage::Saying;
use crate::text::Lined;
use crate::workspace::{Index, OpenDocument, OpenTexts, Progress};

/// The threads that answer requests and make findings. Reading a whole project has threads of its
/// own, so that it holds up no answer.
pub struct Workers {
    pool: Option<rayon::ThreadPool>,
}

impl Workers {
    /// As many threads as there are processors, and at least two: a long answer leaves a way for
    /// short ones.
    pub fn new() -> Workers {
        let threads = std::thread::available_parallelism().map_or(2, |count| count.get().max(2));
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|at| format!("worker {at}"))
            .build();
        if let Err(error) = &pool {
            log::alarm(&format!("no threads to work on: {error}"));
        }
        Workers { pool: pool.ok() }
    }

    /// Does some work when a thread is free, in the order of the calls. A panic ends the work and
    /// nothing else.
    pub fn run(&self, work: impl FnOnce() + Send + 'static) {
        let guarded = move || {
            if catch_unwind(AssertUnwindSafe(work)).is_err() {
                log::alarm("an answer could not be given: the work on it panicked");
            }
        };
        match &self.pool {
            Some(pool) => pool.spawn_fifo(guarded),
            None => guarded(),
        }
    }
}

/// What is to be read.
pub struct Reading {
    /// The folder's path.
    pub folder: PathBuf,
    /// Whether all that lies in it counts.
    pub lists: bool,
    /// What was read before.
    pub previous: Option<Arc<Index>>,
    /// What is open.
    pub open: OpenTexts,
    /// The built-in guidelines' files.
    pub built_in: Arc<[(String, PathBuf)]>,
    /// The folder below which other guidelines are written that no editor shows.
    pub written: PathBuf,
    /// What has changed.
    pub pending: Pending,
    /// Today.
    pub today: Date,
    /// Where what was found in documents is kept, if anywhere.
    pub cache: Option<PathBuf>,
    /// Whether it is still wanted.
    pub token: Token,
}

/// A document of so many bytes is not to be read twice at the same time, once as it is on disk and once as it is in the
/// editor: it takes long, and leaves the memory in pieces (with 1 MB that is 8 MB more for good).
const LONG: u64 = 256 << 10;

/// What an editor has open it tells right after it has introduced itself. So long that is waited for where there are long
/// documents.
const OPENING: Duration = Duration::from_millis(100);

/// Reads a project on a thread of its own, and sends the index, first without documents where
/// there was none before.
pub fn read(
    reading: Reading,
    events: UnboundedSender<Event>,
    outbox: Outbox,
    session: &Arc<Session>,
) {
    let session = session.clone();
    std::thread::spawn(move || {
        let folder = reading.folder.clone();
        let open: FxHashSet<PathBuf> = reading.open.keys().cloned().collect();
        let show = |index: &Arc<Index>| {
            let (folder, index) = (folder.clone(), index.clone());
            // The state outlives its workers but for the end of the process.
            let _ = events.send(Event::Prepared {
                folder: folder.clone(),
                index: index.clone(),
            });
            if index.holds_longer_than(LONG) {
                std::thread::sleep(OPENING);
            }
            let (open, shown) = std::sync::mpsc::channel();
            let _ = events.send(Event::Reading {
                folder,
                index,
                open,
            });
            shown.recv().unwrap_or_default()
        };
        let read = catch_unwind(AssertUnwindSafe(|| {
            index(reading, &outbox, &session, &show)
        }));
        if read.is_err() {
            log::alarm(&format!(
                "{} could not be read: the work on it panicked",
                folder.display()
            ));
        }
        // The state outlives its workers but for the end of the process.
        let _ = events.send(Event::Indexed {
            folder,
            index: read.ok(),
            open,
        });
    });
}

fn index(
    mut reading: Reading,
    outbox: &Outbox,
    session: &Session,
    show: &dyn Fn(&Arc<Index>) -> Vec<Arc<OpenDocument>>,
) -> Arc<Index> {
    let mut shown = Vec::new();
    let pending = &mut reading.pending;
    let known = { reading.previous.as_ref() }.filter(|_| !pending.configuration);
    let relocked = known
        .filter(|_| pending.lock)
        .map(|index| index.relocked(&reading.open));
    let prepared = match (known, relocked) {
        (Some(index), None) => index.clone(),
        (Some(_), Some(Some((index, documents)))) => {
            pending.files.extend(documents);
            Arc::new(index)
        }
        _ => {
            pending.configuration = true;
            let index = Arc::new(Index::prepare(
                &reading.folder,
                reading.lists,
                &reading.open,
                &reading.built_in,
                &|source, text| built_in::write_read(&reading.written, source, text),
                reading.today,
            ));
            if reading.previous.is_none() {
                shown = show(&index);
            }
            index
        }
    };
    let is_all = reading.pending.configuration || reading.pending.documents;
    let changed = (!is_all).then_some(&reading.pending.files);
    let bar = Bar::new(outbox, session, is_all, reading.token);
    let cache = reading.cache.as_deref();
    let index = prepared.refreshed(changed, &reading.open, &shown, cache, &bar);
    bar.end();
    Arc::new(index)
}

/// From how many files on progress is shown.
const WORTH_SHOWING: usize = 200;

/// Shows the client how far the reading is.
struct Bar<'a> {
    outbox: &'a Outbox,
    title: String,
    token: Option<ProgressToken>,
    stop: Token,
    total: AtomicUsize,
    done: AtomicUsize,
}

impl Bar<'_> {
    fn new<'a>(outbox: &'a Outbox, session: &Session, is_all: bool, stop: Token) -> Bar<'a> {
        let shown = is_all && session.abilities.progress;
        let title = session.say("文書を読んでいます", "Reading the documents");
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        Bar {
            outbox,
            title: title.to_string(),
            token: shown.then(|| ProgressToken::String(format!("shishin/reading/{count}"))),
            stop,
            total: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
        }
    }

    fn shown(&self) -> Option<&ProgressToken> {
        let total = self.total.load(Ordering::Relaxed);
        self.token.as_ref().filter(|_| total >= WORTH_SHOWING)
    }

    fn end(&self) {
        if let Some(token) = self.shown() {
            let end = WorkDoneProgressEnd { message: None };
            self.outbox
                .progress(token.clone(), WorkDoneProgress::End(end));
        }
    }
}

impl Progress for Bar<'_> {
    fn total(&self, count: usize) {
        self.total.store(count, Ordering::Relaxed);
        let Some(token) = self.shown().cloned() else {
            return;
        };
        let outbox = self.outbox.clone();
        let begin = WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title: self.title.clone(),
            cancellable: Some(true),
            message: None,
            percentage: Some(0),
        });
        let created = WorkDoneProgressCreateParams {
            token: token.clone(),
        };
        // The client's leave comes later than the first reports at worst, and those it then ignores.
        outbox.clone().ask(
            "window/workDoneProgress/create",
            |client| async move { client.send_request::<WorkDoneProgressCreate>(created).await },
            |()| {},
        );
        outbox.progress(token, begin);
    }

    fn advance(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let total = self.total.load(Ordering::Relaxed).max(1);
        let percent = |done: usize| done * 20 / total * 5;
        if percent(done) == percent(done - 1) {
            return;
        }
        if let Some(token) = self.shown() {
            let report = WorkDoneProgressReport {
                cancellable: Some(true),
                message: Some(format!("{done}/{total}")),
                percentage: u32::try_from(percent(done)).ok(),
            };
            self.outbox
                .progress(token.clone(), WorkDoneProgress::Report(report));
        }
    }

    fn is_cancelled(&self) -> bool {
        self.stop.stopped().is_some()
    }
}

/// Makes the findings of what is open in a folder, and of the files that are no documents.
pub fn diagnose(folder: PathBuf, context: Context, events: &UnboundedSender<Event>) {
    let made = catch_unwind(AssertUnwindSafe(|| publications(context)));
    if made.is_err() {
        log::alarm("findings could not be made: the work on them panicked");
    }
    // The state outlives its workers but for the end of the process.
    let _ = events.send(Event::Diagnosed {
        folder,
        made: made.ok(),
    });
}

fn publications(mut context: Context) -> (Vec<Publication>, u64) {
    let snapshot = context.snapshot.clone();
    let mut publications = Vec::new();
    let open = snapshot
        .open
        .iter()
        .filter(|_| !context.session.abilities.pulls_diagnostics);
    for open in open {
        context.subject = Some(Subject::of(&open.path, &snapshot));
        let Some(analysis) = context.analysis() else {
            continue;
        };
        let Some(shown) = snapshot.findings_of(&open.path, &analysis) else {
            continue;
        };
        let diagnostics = diagnostics::of_text(&context, &analysis.lined, &shown.findings);
        publications.push(Publication {
            path: open.path.clone(),
            version: Some(open.version),
            fingerprint: diagnostics::fingerprint(&diagnostics),
            diagnostics,
        });
    }
    context.subject = None;
    for file in snapshot.index.other_files(&snapshot.joined().missing) {
        // A document that cannot be read is none of the open ones, or is read from the editor.
        if snapshot.is_open_document(&file.path) {
            continue;
        }
        let lined = match snapshot.open_at(&file.path) {
            Some(_) => Lined::new(file.text),
            None => Lined::of_file(file.text),
        };
        let diagnostics = diagnostics::of_text(&context, &lined, &file.findings);
        publications.push(Publication {
            path: file.path,
            version: None,
            fingerprint: diagnostics::fingerprint(&diagnostics),
            diagnostics,
        });
    }
    (publications, coverage_of(&context))
}

/// A short name for who answers what.
fn coverage_of(context: &Context) -> u64 {
    let mut hash = FxHasher::default();
    let snapshot = &context.snapshot;
    let index = &snapshot.index;
    (Arc::as_ptr(index) as usize).hash(&mut hash);
    for open in snapshot.open.iter() {
        let Some(document) = index.index_of(&open.path) else {
            continue;
        };
        document.hash(&mut hash);
        let analysis = open.analysis(&index.knowledge);
        for value in analysis.contribution.values.iter() {
            (value.key, value.amount.value.to_bits()).hash(&mut hash);
        }
        // What is given here is missing nowhere else.
        analysis.contribution.lacking.hash(&mut hash);
        // The other documents of a conflict show where this one's part of it stands.
        let shown = snapshot.shown(document, analysis);
        shown.conflicts.hash(&mut hash);
        for answer in &analysis.contribution.answers {
            (answer.status, answer.thing(), answer.standing).hash(&mut hash);
        }
    }
    hash.finish()
}
