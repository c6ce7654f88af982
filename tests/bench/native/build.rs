//! Compiles the C++ shim and links pugixml and libxml2.

fn main() {
    #[cfg(feature = "link")]
    shim();
}

#[cfg(feature = "link")]
fn shim() {
    for file in ["src/shim.cpp", "src/shim.h"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let mut build = cc::Build::new();
    build.cpp(true).std("c++17").opt_level(3).warnings(true).file("src/shim.cpp");
    // libxml2 stands in a folder of its own, which `xml2-config` knows; where Debian puts it is tried too.
    let known =
        std::process::Command::new("xml2-config").arg("--cflags").output().ok().and_then(|output| String::from_utf8(output.stdout).ok());
    for flag in known.as_deref().unwrap_or("-I/usr/include/libxml2").split_whitespace() {
        build.flag(flag);
    }
    build.compile("depara_bench_shim");
    println!("cargo::rustc-link-lib=pugixml");
    println!("cargo::rustc-link-lib=xml2");
}
