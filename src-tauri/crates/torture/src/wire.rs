//! One request as bytes and its answer as bytes, without the client of the product in between: what the server really sent.

use sandbox::{FULL_KEY, FaultKind, Sandbox};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::trouble::{Outcome, Trouble};

/// The body of an answer in test, under a fault of its own where there is one.
pub(crate) async fn ask(
    sandbox: &Sandbox,
    (method, path): (&str, &str),
    body: Option<&Value>,
    fault: Option<&FaultKind>,
) -> Outcome<Vec<u8>> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let fault = match fault {
        Some(kind) => format!("X-Sandbox-Fault: {}\r\n", serde_json::to_string(kind)?),
        None => String::new(),
    };
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Environment: test\r\n\
         Authorization: Bearer {FULL_KEY}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{fault}\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port())).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.ok_or_else(|| Trouble("the answer has no head".into()))?;
    answer.drain(..end + 4);
    Ok(answer)
}
