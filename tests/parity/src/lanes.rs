//! Work on as many threads as the machine has cores.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

/// Does all jobs, in their order, on all cores; the answers are in the order of the jobs.
pub fn all<J: Send, T: Send>(jobs: Vec<J>, work: impl Fn(J) -> T + Sync) -> Vec<T> {
    let lanes = thread::available_parallelism().map_or(1, usize::from);
    let left: Mutex<VecDeque<(usize, J)>> = Mutex::new(jobs.into_iter().enumerate().collect());
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..lanes {
            scope.spawn(|| {
                loop {
                    let next = left.lock().ok().and_then(|mut left| left.pop_front());
                    let Some((number, job)) = next else { break };
                    let answer = work(job);
                    if let Ok(mut done) = done.lock() {
                        done.push((number, answer));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn answers_are_in_the_order_of_the_jobs() {
        let answers = super::all((0..100).collect(), |number: u32| number * 2);
        assert_eq!(
            answers,
            (0..100).map(|number| number * 2).collect::<Vec<_>>()
        );
    }
}
