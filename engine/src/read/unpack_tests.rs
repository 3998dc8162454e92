//! Zips made here, good and hostile.

use super::*;
use std::io::Write;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).expect("a new file");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("closed").into_inner()
}

fn unpack(zip: Vec<u8>, stretch: usize) -> (Vec<(String, Vec<u8>)>, Vec<String>) {
    let source = SourceFile { name: "b.zip".to_owned(), bytes: zip.into(), sha256: None };
    let mut unpacking = Unpacking::new(source);
    while unpacking.step(stretch).is_some() {}
    let files = unpacking.files.into_iter().map(|file| (file.name, file.bytes.to_vec())).collect();
    (files, unpacking.remarks.into_iter().map(|remark| remark.code).collect())
}

#[test]
fn files_come_out_as_they_went_in_whatever_the_stretch() {
    let long = "city,n\n".repeat(20_000);
    let zip = packed(&[("b/framework.toml", b"x"), ("b/a.csv", long.as_bytes()), ("b/empty.csv", b"")]);
    for stretch in [64, 5_000, 1 << 20] {
        let (files, remarks) = unpack(zip.clone(), stretch);
        assert_eq!(remarks, [""; 0]);
        assert_eq!(files.len(), 3);
        assert_eq!(files[1], ("b/a.csv".to_owned(), long.clone().into_bytes()));
        assert_eq!(files[2].1, b"");
    }
}

#[test]
fn what_systems_leave_in_a_zip_is_passed_over() {
    let zip = packed(&[("__MACOSX/a.csv", b"x"), ("b/.DS_Store", b"x"), ("./a.csv", b"y")]);
    let (files, remarks) = unpack(zip, 100);
    assert_eq!(files, [("a.csv".to_owned(), b"y".to_vec())]);
    assert!(remarks.is_empty());
}

#[test]
fn a_path_that_climbs_out_is_refused() {
    for name in ["../a.csv", "/etc/a.csv", "b/../../a.csv", "C:/a.csv", "..\\a.csv"] {
        let (files, remarks) = unpack(packed(&[(name, b"x"), ("good.csv", b"y")]), 100);
        assert_eq!(files.len(), 1, "{name}");
        assert_eq!(remarks, ["zip-path"], "{name}");
    }
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = vec![b'0'; 40_000_000];
    let bomb = packed(&[("a.csv", &zeros)]);
    let (files, remarks) = unpack(bomb.clone(), 1 << 20);
    assert!(files.is_empty());
    assert_eq!(remarks, ["zip-too-large"]);

    // The same with a lie about its size, in the local header and in the directory.
    let mut lying = bomb;
    let size = 40_000_000_u32.to_le_bytes();
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == size {
            lying[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
        }
    }
    let (files, remarks) = unpack(lying, 1 << 20);
    assert!(files.is_empty());
    assert_eq!(remarks, ["zip-too-large"]);
}

#[test]
fn a_broken_zip_is_told() {
    let (files, remarks) = unpack(b"PK\x03\x04 and no more".to_vec(), 100);
    assert!(files.is_empty());
    assert_eq!(remarks, ["zip-unreadable"]);

    let mut damaged = packed(&[("a.csv", "city,n\nTorino,4\n".repeat(50).as_bytes())]);
    damaged[45] ^= 0x55;
    let (files, remarks) = unpack(damaged, 100);
    assert!(files.is_empty());
    assert_eq!(remarks, ["zip-unreadable"]);
}
