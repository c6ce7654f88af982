//! Small programs that show depara at work; each is an example target of this package.
