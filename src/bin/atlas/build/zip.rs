//! A ZIP archive, with nothing in it of when and by whom it was packed.

use std::io::Write;

use anyhow::{Context, Result};
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// Version 2.0 of the format; names in UTF-8; deflated.
const KIND: [u16; 3] = [20, 1 << 11, 8];
/// The format's first moment: midnight before 1 January 1980.
const TIME_AND_DATE: [u16; 2] = [0, (1 << 5) | 1];
/// A file that everybody may read, made where files have such modes.
const MADE_BY: u16 = 3 << 8 | 20;
const MODE: u32 = 0o100_644 << 16;

/// Packs files under their paths, which have `/` between folders.
pub fn pack<'a>(files: impl IntoIterator<Item = (String, &'a [u8])>, level: Compression) -> Result<Vec<u8>> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    let mut count: u16 = 0;
    for (path, bytes) in files {
        let offset = length(archive.len())?;
        let mut encoder = DeflateEncoder::new(Vec::new(), level);
        encoder.write_all(bytes)?;
        let packed = encoder.finish()?;
        let mut crc = Crc::new();
        crc.update(bytes);

        let mut shared = Vec::new();
        shared.extend(KIND.iter().chain(&TIME_AND_DATE).flat_map(|field| field.to_le_bytes()));
        let sizes = [crc.sum(), length(packed.len())?, length(bytes.len())?];
        shared.extend(sizes.iter().flat_map(|field| field.to_le_bytes()));
        shared.extend(u16::try_from(path.len()).context("a path is too long")?.to_le_bytes());
        // No extra field.
        shared.extend([0; 2]);

        archive.extend(b"PK\x03\x04");
        archive.extend(&shared);
        archive.extend(path.as_bytes());
        archive.extend(packed);

        directory.extend(b"PK\x01\x02");
        directory.extend(MADE_BY.to_le_bytes());
        directory.extend(&shared);
        // No comment, first disk, no attributes of the format's own.
        directory.extend([0; 6]);
        directory.extend(MODE.to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(path.as_bytes());
        count += 1;
    }
    let (start, size) = (length(archive.len())?, length(directory.len())?);
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([count, count].iter().flat_map(|field| field.to_le_bytes()));
    archive.extend([size, start].iter().flat_map(|field| field.to_le_bytes()));
    archive.extend([0; 2]);
    Ok(archive)
}

fn length(len: usize) -> Result<u32> {
    u32::try_from(len).context("an archive of more than 4 GB")
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn an_archive_is_opened_by_others_and_is_the_same_each_time() {
        let long = "said again and again, ".repeat(500);
        let files = || [("a/b.txt".to_owned(), long.as_bytes()), ("a/ü.bin".into(), &[0, 255][..])];
        let archive = pack(files(), Compression::best()).unwrap();
        assert!(archive.len() < 700);
        assert_eq!(archive, pack(files(), Compression::best()).unwrap());
        let folder = std::env::temp_dir().join(format!("atlas-zip-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("x.zip"), &archive).unwrap();
        // Python knows archives wherever it is.
        let script = "import zipfile; z = zipfile.ZipFile('x.zip'); assert z.testzip() is None; print([(i.filename, i.file_size, oct(i.external_attr >> 16)) for i in z.infolist()])";
        let told = Command::new("python3").args(["-c", script]).current_dir(&folder).output();
        std::fs::remove_dir_all(&folder).unwrap();
        let Ok(told) = told else { return eprintln!("skipped: there is no python3") };
        assert_eq!(
            String::from_utf8_lossy(&told.stdout).trim(),
            format!("[('a/b.txt', {}, '0o100644'), ('a/ü.bin', 2, '0o100644')]", long.len()),
            "{}",
            String::from_utf8_lossy(&told.stderr)
        );
    }
}
