//! Turns the contract from YAML into JSON, so that the server reads it without a YAML reader.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

const CONTRACT: &str = "../artu/contract/openapi.yaml";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={CONTRACT}");
    let document: serde_json::Value = yaml_serde::from_str(&fs::read_to_string(CONTRACT)?)?;
    let target = Path::new(&env::var("OUT_DIR")?).join("contract.json");
    fs::write(target, document.to_string())?;
    Ok(())
}
