//! The window under test: finding, clicking, typing, reading, always with patience.

use std::ffi::OsString;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::time::{sleep, timeout};

use crate::driver::Driver;
use crate::selector::css;
use crate::{Failure, Step};

/// How long anything may take to appear.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// How long what is there already may take to settle.
const SHORT: Duration = Duration::from_secs(3);
/// Characters of the screen's text that a failure carries.
const SCREEN: usize = 1_500;
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(40);

/// Keys as `WebDriver` spells them.
pub mod key {
    /// Enter.
    pub const ENTER: &str = "\u{e007}";
    /// Escape.
    pub const ESCAPE: &str = "\u{e00c}";
    /// Arrow down.
    pub const DOWN: &str = "\u{e015}";
    /// Arrow up.
    pub const UP: &str = "\u{e013}";
    /// Home.
    pub const HOME: &str = "\u{e011}";
    /// Control, held until the end of what is pressed.
    pub const CONTROL: &str = "\u{e009}";
    /// Backspace.
    pub const BACKSPACE: &str = "\u{e003}";
}

/// An open window of the program. Selectors are CSS in which `@name` stands for a test id.
pub struct Window {
    client: Client,
    driver: Mutex<Option<Driver>>,
    barriers: Mutex<Vec<String>>,
}

impl Window {
    /// Starts the program under a driver of its own, with these variables in its environment.
    pub(crate) async fn open(program: &Path, variables: &[(&str, OsString)]) -> Step<Self> {
        let driver = Driver::start(variables).await?;
        let mut capabilities = Map::new();
        capabilities.insert(
            "webkitgtk:browserOptions".into(),
            json!({"binary": program, "args": []}),
        );
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.address())
            .await?;
        Ok(Self {
            client,
            driver: Mutex::new(Some(driver)),
            barriers: Mutex::default(),
        })
    }

    pub(crate) const fn client(&self) -> &Client {
        &self.client
    }

    /// Closes the window and ends the program.
    pub async fn close(&self) -> Step {
        // A program that does not close is ended all the same.
        let _ = timeout(PATIENCE, self.client.clone().close()).await;
        self.end();
        Ok(())
    }

    /// Ends the program on the spot, as a power cut would.
    pub fn end(&self) {
        drop(self.driver().take());
    }

    pub(crate) fn is_open(&self) -> bool {
        self.driver().is_some()
    }

    /// Keeps a barrier of accessibility for the end of the journey.
    pub(crate) fn note_barrier(&self, barrier: String) {
        self.barriers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(barrier);
    }

    /// Takes the barriers found so far.
    pub(crate) fn take_barriers(&self) -> Vec<String> {
        std::mem::take(&mut *self.barriers.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn driver(&self) -> MutexGuard<'_, Option<Driver>> {
        self.driver.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until colours and places have stopped changing.
    pub async fn rest(&self) -> Step {
        let script = "return document.getAnimations().every((one) =>
            one.playState !== 'running' || one.effect.getTiming().iterations === Infinity)";
        self.await_some("the page at rest", PATIENCE, async || {
            let still = self.run(script, Vec::new()).await?;
            Ok((still == Value::Bool(true)).then_some(()))
        })
        .await
    }

    /// Runs the body of a function in the page.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Step<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Asks again and again until there is an answer.
    pub async fn await_some<T>(
        &self,
        what: &str,
        limit: Duration,
        mut ask: impl AsyncFnMut() -> Step<Option<T>>,
    ) -> Step<T> {
        let deadline = Instant::now() + limit;
        loop {
            // An element may go while it is being looked at; the next look decides.
            let answer = match timeout(PATIENCE, ask()).await {
                Ok(answer) => answer,
                Err(_) => Err(Failure::Script(format!("no answer at all to: {what}"))),
            };
            let last = match answer {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => "not yet".to_owned(),
                Err(failure) => failure.to_string(),
            };
            if Instant::now() > deadline {
                return Err(Failure::Awaited {
                    what: what.to_owned(),
                    last,
                    screen: self.screen().await,
                });
            }
            sleep(PAUSE).await;
        }
    }

    /// Waits until an element is shown.
    pub async fn see(&self, selector: &str) -> Step {
        self.element(selector).await.map(drop)
    }

    /// Waits as long as told until an element is shown.
    pub async fn see_within(&self, selector: &str, limit: Duration) -> Step {
        let path = css(selector);
        self.await_some(selector, limit, async || {
            let found = self.client.find(Locator::Css(&path)).await?;
            Ok(found.is_displayed().await?.then_some(()))
        })
        .await
    }

    /// Waits until an element stands wholly in the window, covered by nothing.
    pub async fn see_whole(&self, selector: &str) -> Step {
        let path = css(selector);
        let script = "const one = document.querySelector(arguments[0]);
            if (!one) return false;
            const {left, right, top, bottom} = one.getBoundingClientRect();
            return [[left + 1, top + 1], [right - 1, bottom - 1]].every(([x, y]) => {
                const there = document.elementFromPoint(x, y);
                return there !== null && (one.contains(there) || there.contains(one));
            })";
        self.await_some(&format!("{selector} wholly in view"), SHORT, async || {
            let whole = self.run(script, vec![json!(path)]).await?;
            Ok((whole == Value::Bool(true)).then_some(()))
        })
        .await
    }

    /// Waits until no such element is in the page.
    pub async fn see_no(&self, selector: &str) -> Step {
        self.await_some(&format!("no {selector}"), PATIENCE, async || {
            Ok((self.count(selector).await? == 0).then_some(()))
        })
        .await
    }

    async fn element(&self, selector: &str) -> Step<Element> {
        let path = css(selector);
        self.await_some(selector, PATIENCE, async || {
            let found = self.client.find(Locator::Css(&path)).await?;
            Ok(found.is_displayed().await?.then_some(found))
        })
        .await
    }

    /// Clicks an element as a person does: it has to be in view and not covered.
    pub async fn click(&self, selector: &str) -> Step {
        let path = css(selector);
        self.await_some(&format!("a click on {selector}"), PATIENCE, async || {
            let found = self.client.find(Locator::Css(&path)).await?;
            if !found.is_enabled().await? {
                return Ok(None);
            }
            found.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Clicks an element in the page itself if it is still there: for one that may give way to another at any moment, which a
    /// pointer on its way would hit instead.
    pub async fn click_if_there(&self, selector: &str) -> Step {
        let script = "document.querySelector(arguments[0])?.click()";
        self.run(script, vec![json!(css(selector))]).await.map(drop)
    }

    /// Empties a field and types into it.
    pub async fn fill(&self, selector: &str, text: &str) -> Step {
        let path = css(selector);
        self.await_some(&format!("{selector} filled"), PATIENCE, async || {
            let centre = "document.querySelector(arguments[0])?.scrollIntoView({block: 'center'})";
            self.run(centre, vec![json!(path)]).await?;
            let field = self.client.find(Locator::Css(&path)).await?;
            field.clear().await?;
            field.send_keys(text).await?;
            Ok(Some(()))
        })
        .await
    }

    /// Chooses an option of a select box by its value.
    pub async fn choose(&self, selector: &str, value: &str) -> Step {
        let path = css(selector);
        self.await_some(&format!("{selector} = {value}"), PATIENCE, async || {
            let found = self.client.find(Locator::Css(&path)).await?;
            found.select_by_value(value).await?;
            Ok(Some(()))
        })
        .await
    }

    /// Gives an element the focus, as Tab would.
    pub async fn focus(&self, selector: &str) -> Step {
        self.see(selector).await?;
        let script = "document.querySelector(arguments[0]).focus()";
        self.run(script, vec![json!(css(selector))]).await.map(drop)
    }

    /// Types keys into what has the focus.
    pub async fn press(&self, keys: &str) -> Step {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// The text of the first such element, as a person sees it.
    pub async fn text(&self, selector: &str) -> Step<String> {
        let path = css(selector);
        self.await_some(selector, PATIENCE, async || {
            let script = "return document.querySelector(arguments[0])?.innerText ?? null";
            let text = self.run(script, vec![json!(path)]).await?;
            Ok(text.as_str().map(str::to_owned))
        })
        .await
    }

    /// The texts of all such elements now, top to bottom.
    pub async fn texts(&self, selector: &str) -> Step<Vec<String>> {
        // Rows of a virtual list keep no order in the page; their place on screen does.
        let script = "return [...document.querySelectorAll(arguments[0])]
            .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
            .map((one) => one.innerText)";
        strings(&self.run(script, vec![json!(css(selector))]).await?)
    }

    /// The values of an attribute of all such elements now, top to bottom.
    pub async fn attributes(&self, selector: &str, name: &str) -> Step<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
            .map((one) => one.getAttribute(arguments[1]) ?? '')";
        strings(
            &self
                .run(script, vec![json!(css(selector)), json!(name)])
                .await?,
        )
    }

    /// The attribute of the first such element; waits for the element.
    pub async fn attribute(&self, selector: &str, name: &str) -> Step<Option<String>> {
        Ok(self.element(selector).await?.attr(name).await?)
    }

    /// Waits until the attribute of the first such element is this.
    pub async fn await_attribute(&self, selector: &str, name: &str, value: &str) -> Step {
        self.see(&format!("{selector}[{name}=\"{value}\"]")).await
    }

    /// Waits until the text of the element holds this.
    pub async fn await_text(&self, selector: &str, part: &str) -> Step<String> {
        let path = css(selector);
        self.await_some(&format!("{part:?} in {selector}"), PATIENCE, async || {
            let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
            let text = self.run(script, vec![json!(path)]).await?;
            let text = text.as_str().unwrap_or_default();
            Ok(text.contains(part).then(|| text.to_owned()))
        })
        .await
    }

    /// How many such elements are in the page now.
    pub async fn count(&self, selector: &str) -> Step<usize> {
        let script = "return document.querySelectorAll(arguments[0]).length";
        let count = self.run(script, vec![json!(css(selector))]).await?;
        count
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
            .ok_or_else(|| Failure::Script(count.to_string()))
    }

    /// Waits until there are exactly so many.
    pub async fn await_count(&self, selector: &str, wanted: usize) -> Step {
        self.await_some(&format!("{wanted} × {selector}"), PATIENCE, async || {
            let count = self.count(selector).await?;
            if count == wanted {
                return Ok(Some(()));
            }
            Err(Failure::Script(format!("{count} × {selector}")))
        })
        .await
    }

    /// All text on screen, for messages.
    pub async fn screen(&self) -> String {
        let text = self.run("return document.body.innerText", Vec::new()).await;
        text.ok()
            .and_then(|text| Some(text.as_str()?.chars().take(SCREEN).collect()))
            .unwrap_or_default()
    }
}

fn strings(value: &Value) -> Step<Vec<String>> {
    value
        .as_array()
        .map(|texts| {
            texts
                .iter()
                .map(|text| text.as_str().unwrap_or_default().to_owned())
                .collect()
        })
        .ok_or_else(|| Failure::Script(value.to_string()))
}
