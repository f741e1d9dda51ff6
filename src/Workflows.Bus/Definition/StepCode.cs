namespace Workflows.Definition;

/// <summary>The code of a step: how to call it with a context, and which services it takes.</summary>
/// <param name="StepType">The class, for a step from the container.</param>
/// <param name="Services">Types of the services that an inline step takes.</param>
/// <param name="Execute">Resolves what is needed and runs one attempt; the second argument is the <see cref="StepContext"/>.</param>
internal sealed record StepCode(Type? StepType, IReadOnlyList<Type> Services, Func<IServiceProvider, object, Task> Execute);
