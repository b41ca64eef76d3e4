//! What the service needs from outside, as traits. Tests and deployments choose the adapters.

mod clock;
mod identity;
mod material;
mod module;
mod registers;

pub use clock::{Clock, SystemClock, civil_date, stamp};
pub use identity::{
    Actor, ActorKind, ChannelId, Client, IdentityError, IdentityProvider, Subject, SubjectKind,
};
pub use material::{FsMaterialStore, MaterialError, MaterialStore, Upload};
pub use module::{
    Attribution, BundleMemberPolicy, BundlePolicy, ChannelPolicy, Decided, DecisionModule,
    Difference, EngineModule, ItemPolicy, ModuleError, Redecide, Redecided, RegisterSource, Replay,
    from_engine, replayed,
};
pub use registers::{Answer, Asking, RegisterError, Registers};
