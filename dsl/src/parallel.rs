//! Work that falls into many equal parts, on every core.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A thread pays for itself from this many parts on.
const PARTS_A_THREAD: usize = 16;

/// What `work` makes of each of `parts`, in their order. The number of threads changes nothing but the time; a panic of one goes on in the
/// caller.
///
/// ```
/// let lengths = depara_dsl::parallel::each(&["Bank", "Order"], |name| name.len());
/// assert_eq!(lengths, [4, 5]);
/// ```
pub fn each<P: Sync, R: Send>(parts: &[P], work: impl Fn(&P) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(parts.len().div_ceil(PARTS_A_THREAD));
    let next = AtomicUsize::new(0);
    let some = || {
        let place = || Some(next.fetch_add(1, Ordering::Relaxed));
        std::iter::from_fn(place).map_while(|place| Some((place, work(parts.get(place)?)))).collect::<Vec<_>>()
    };
    let mut results = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(some)).collect();
        let mut results = some();
        for other in others {
            match other.join() {
                Ok(more) => results.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_unstable_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn results_keep_the_order_of_the_parts() {
        for count in [0, 1, 15, 16, 17, 1000] {
            let parts: Vec<usize> = (0..count).collect();
            assert_eq!(each(&parts, |part| part * 2), parts.iter().map(|part| part * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    #[should_panic(expected = "part 99")]
    fn a_panic_goes_on_in_the_caller() {
        let parts: Vec<usize> = (0..100).collect();
        each(&parts, |part| assert!(*part != 99, "part {part}"));
    }
}
