//! `atlas serve`: builds what is stale and serves it on a loopback port.

use std::net::Ipv4Addr;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::any;
use tokio::net::TcpListener;
use tokio::signal;
use tower_http::services::ServeDir;

use crate::build;

mod headers;

#[derive(clap::Args)]
pub struct Args {
    /// The port; the next free one if it is taken, any free one with 0
    #[arg(long, default_value_t = 8000)]
    port: u16,
}

#[tokio::main]
pub async fn run(args: Args) -> Result<ExitCode> {
    let folder = build::default_output();
    build::ensure(&folder, "")?;
    let listener = listen(args.port).await?;
    // Before the address is told: whoever reads it may stop us at once.
    let stop = stop_signal()?;
    println!("listening on http://{}", listener.local_addr()?);

    let (tell, told) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, router(&folder)).with_graceful_shutdown(async {
        let _ = told.await;
    });
    let stopped = async {
        stop.await;
        let _ = tell.send(());
        // What is being sent may end, but a stuck client does not hold us.
        tokio::time::sleep(Duration::from_secs(1)).await;
    };
    tokio::select! {
        result = server => result.context("the server failed")?,
        () = stopped => {}
    }
    Ok(ExitCode::SUCCESS)
}

fn router(folder: &Path) -> Router {
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip().fallback(any(not_found));
    Router::new().fallback_service(files).layer(axum::middleware::from_fn(headers::add))
}

async fn not_found() -> impl IntoResponse {
    (StatusCode::NOT_FOUND, [(CONTENT_TYPE, "text/plain; charset=utf-8")], "not found\n")
}

/// The port asked for or, where it is taken, the next free one.
async fn listen(port: u16) -> Result<TcpListener> {
    let last = if port == 0 { 0 } else { port.saturating_add(100) };
    let mut failure = None;
    for port in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => failure = Some(error),
        }
    }
    let failure = failure.context("no port to try")?;
    Err(failure).with_context(|| format!("found no free port from {port} to {last}"))
}

/// Ends with the first Ctrl-C or SIGTERM. The handlers are set when this returns.
fn stop_signal() -> Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    #[cfg(unix)]
    let mut interrupt = signal::unix::signal(signal::unix::SignalKind::interrupt())?;
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = signal::ctrl_c().await;
    })
}
