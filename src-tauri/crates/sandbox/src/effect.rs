//! Whether handling a request changed anything, told by the clients' storage to the gate.
//!
//! A handler runs in the task of the gate that awaits it, so the storage notes its changes in a place
//! of that task; changes made behind the scenes have no such place and are nobody's request.

use std::cell::Cell;

tokio::task_local! {
    static CHANGES: Cell<usize>;
}

/// Awaits a request's handling and says whether it changed anything that stayed changed.
pub(crate) async fn watch<T>(handling: impl Future<Output = T>) -> (T, bool) {
    CHANGES
        .scope(Cell::new(0), async {
            let answer = handling.await;
            (answer, CHANGES.with(Cell::get) > 0)
        })
        .await
}

/// Notes a change.
pub(crate) fn note() {
    set(|count| count + 1);
}

/// Notes that all changes were taken back.
pub(crate) fn taken_back() {
    set(|_| 0);
}

fn set(change: impl Fn(usize) -> usize) {
    // Behind the scenes there is no request to note it for.
    let _ = CHANGES.try_with(|count| count.set(change(count.get())));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn changes_are_those_of_the_request_and_stay() {
        note();
        assert!(!watch(async {}).await.1);
        assert!(watch(async { note() }).await.1);
        let taken = watch(async {
            note();
            taken_back();
        });
        assert!(!taken.await.1);
    }
}
