namespace Workflows.Bench.Hosts;

/// <summary>One way to do five steps per workflow, warmed up.</summary>
internal interface IContender : IAsyncDisposable
{
    string Name { get; }

    /// <summary>So many workflows at once.</summary>
    Task RunAsync(int workflows);

    /// <summary>One workflow after the other.</summary>
    /// <returns>Milliseconds of each.</returns>
    Task<List<double>> LatenciesAsync(int workflows);

    /// <summary>Throws unless everything that ran was really persisted, where it is.</summary>
    /// <param name="workflows">How many there were since the warm-up.</param>
    Task VerifyAsync(int workflows);
}
