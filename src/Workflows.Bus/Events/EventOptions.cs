using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>How events are written, and how long those that match nothing are kept.</summary>
internal sealed record EventOptions(EventWindows Windows, EngineJson Json);
