//! Pictures of the window, for people.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use fantoccini::Client;
use tokio::time::timeout;

use crate::journey::target;
use crate::{Failure, Step, Window};

impl Window {
    /// Keeps what is on screen as `journeys/NAME.png` in the target folder.
    pub async fn picture(&self, name: &str) -> Step {
        self.rest().await?;
        take(self.client(), name).await.map(drop)
    }
}

/// The driver takes its picture after the next frame, and a page at rest draws none: a speck that changes makes frames.
const MOVE: &str = "const speck = document.createElement('i');
    speck.ariaHidden = 'true';
    speck.style.cssText = 'position:fixed;right:0;bottom:0;width:1px;height:1px;background:#808080';
    document.documentElement.append(speck);
    let on = false;
    const beat = setInterval(() => { speck.style.opacity = (on = !on) ? '0.02' : '0.01' }, 16);
    window.speckOfPictures = () => { clearInterval(beat); speck.remove() };";
const STILL: &str = "window.speckOfPictures()";
const LIMIT: Duration = Duration::from_secs(10);

/// Takes the picture and gives its place.
pub(crate) async fn take(client: &Client, name: &str) -> Step<PathBuf> {
    client.execute(MOVE, Vec::new()).await?;
    let png = timeout(LIMIT, client.screenshot())
        .await
        .map_err(|_| Failure::Missing("the driver gave no picture".into()))??;
    client.execute(STILL, Vec::new()).await?;
    let folder = target()?.join("journeys");
    fs::create_dir_all(&folder).map_err(Failure::io("making the folder of pictures"))?;
    let file = folder.join(format!("{name}.png"));
    fs::write(&file, png).map_err(Failure::io("keeping a picture"))?;
    Ok(file)
}
