using Workflows.Contracts;

namespace Workflows.Definition;

/// <summary>An event that starts instances, and how the starting state is made from it.</summary>
internal sealed record StartEvent(Type EventType, Func<object, EventContext, object> CreateState);
