//! The desktop's screen saver, on the session bus: each desktop has one under a name of its own and all tell alike.

use std::sync::Arc;

use desk::Desk;
use futures::{StreamExt, stream::select_all};
use zbus::{Connection, MatchRule, MessageStream, fdo::DBusProxy, message, names::BusName};

use super::close_vault;

/// The names under which the desktops tell it, each also the name of the interface.
const NAMES: [&str; 5] = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
];

/// Closes the vault each time the screen locks, until the bus goes.
pub(super) async fn follow(bus: Connection, desk: Arc<Desk>) {
    let mut streams = Vec::new();
    for name in NAMES {
        streams.extend(signals(&bus, name).await);
    }
    let mut told = select_all(streams);
    while let Some(signal) = told.next().await {
        let locks = signal.is_ok_and(|signal| matches!(signal.body().deserialize(), Ok(true)));
        if locks {
            close_vault(&desk).await;
        }
    }
}

/// Whether any of them is on the bus now.
pub(super) async fn is_there(bus: &Connection) -> bool {
    let Ok(names) = DBusProxy::new(bus).await else {
        return false;
    };
    for name in NAMES {
        let Ok(name) = BusName::try_from(name) else {
            continue;
        };
        if names.name_has_owner(name).await.unwrap_or(false) {
            return true;
        }
    }
    false
}

/// What is told under a name, by whoever owns it then: a screen saver may start after this program.
async fn signals(bus: &Connection, name: &str) -> zbus::Result<MessageStream> {
    let rule = MatchRule::builder()
        .msg_type(message::Type::Signal)
        .interface(name)?
        .member("ActiveChanged")?
        .build();
    MessageStream::for_match_rule(rule, bus, None).await
}
