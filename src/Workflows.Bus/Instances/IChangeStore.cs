namespace Workflows.Instances;

/// <summary>Definitions that took the place of others while instances were open: one process at a time has these listen for what the definition has now.</summary>
internal interface IChangeStore
{
    /// <summary>Takes a change on, or holds it for longer.</summary>
    /// <param name="change">The change.</param>
    /// <param name="holder">The process.</param>
    /// <param name="now">Whoever held it until before then is gone.</param>
    /// <param name="until">How long it is held.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is held; false: another process holds it, or it is done, or the definition changed again.</returns>
    Task<bool> TryHoldAsync(DefinitionChange change, Guid holder, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>It is done. The definition is as if it had not changed, but for what stood in its place before.</summary>
    Task CloseAsync(DefinitionChange change, CancellationToken cancellationToken);
}

/// <summary>A definition took the place of another under its name and version.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Version">The version.</param>
/// <param name="At">When: no two changes of one definition have one time.</param>
internal readonly record struct DefinitionChange(string Workflow, int Version, DateTimeOffset At);
