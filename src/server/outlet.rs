//! Messages on their way out: the library's answers and questions, and what the server says of itself (`outbox`).
//!
//! What was put into the outbox before an answer was given leaves before it. A part of a long answer has to: an editor
//! looks at none any more once it has the answer. The library itself takes from its answers and its notifications
//! whatever comes first.

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::mpsc::{Receiver, UnboundedReceiver, channel};

use super::inlet;
use super::outbox::Letter;

/// Writes to `output` what the library gives through `library` and what is put into the outbox, until the library
/// ends.
///
/// # Errors
/// When the client does not read any more.
pub async fn write(
    library: impl AsyncRead + Send + Unpin + 'static,
    mut letters: UnboundedReceiver<Letter>,
    mut output: impl AsyncWrite + Unpin,
) -> std::io::Result<()> {
    let mut messages = cut(library);
    // The first is the answer to the client's introduction, and before that it takes nothing.
    let mut is_introduced = false;
    loop {
        tokio::select! {
            Some(letter) = letters.recv(), if is_introduced => {
                write_one(&letter.body(), &mut output).await?;
            }
            message = messages.recv() => {
                let Some(message) = message else {
                    return Ok(());
                };
                while is_introduced && let Ok(letter) = letters.try_recv() {
                    write_one(&letter.body(), &mut output).await?;
                }
                is_introduced = true;
                write_one(&message, &mut output).await?;
            }
        }
        output.flush().await?;
    }
}

/// The library's messages, one by one.
fn cut(library: impl AsyncRead + Send + Unpin + 'static) -> Receiver<Vec<u8>> {
    let (send, messages) = channel(1);
    tokio::spawn(async move {
        let mut library = BufReader::with_capacity(inlet::WAITING, library);
        while let Ok(Some(message)) = inlet::next(&mut library).await {
            if send.send(message).await.is_err() {
                break;
            }
        }
    });
    messages
}

/// Writes one message.
pub(super) async fn write_one(
    body: &[u8],
    output: &mut (impl AsyncWrite + Unpin),
) -> std::io::Result<()> {
    let head = format!("Content-Length: {}\r\n\r\n", body.len());
    output.write_all(head.as_bytes()).await?;
    output.write_all(body).await
}
