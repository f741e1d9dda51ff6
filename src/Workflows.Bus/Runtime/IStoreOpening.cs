namespace Workflows.Runtime;

/// <summary>Makes the store ready for this process. Whoever needs it first sets it off: nobody waits for a service that the host starts later.</summary>
internal interface IStoreOpening
{
    /// <summary>Sets it off, once; returns at once.</summary>
    void Begin();

    /// <summary>Waits until it is ready.</summary>
    Task WaitAsync(CancellationToken cancellationToken);
}
