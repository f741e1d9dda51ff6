using MassTransit;

namespace Workflows.Runtime;

/// <summary>What the engine asks of the broker behind the bus besides sending through the bus.</summary>
internal interface IBroker
{
    /// <summary>A send was not answered though nobody had given it up.</summary>
    void Suspect(Exception exception);

    /// <param name="size">Bytes of the content.</param>
    /// <param name="what">What is to be sent, for the sentence.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SendRefusedException">The broker refuses messages of that size.</exception>
    Task CheckSizeAsync(int size, string what, CancellationToken cancellationToken);

    /// <summary>The broker may take less than it did: sizes are tried anew.</summary>
    void ForgetSizes();

    /// <summary>Whether the broker takes messages now: what cannot be sent then is not waiting for it.</summary>
    Task<bool> IsTakingAsync();

    /// <summary>Has the answer to a message come to the bus that sends it.</summary>
    void AskForAnswer(SendContext request, Uri bus);

    /// <returns>What the broker calls itself, whichever of its hosts is asked; null: it cannot be asked now, or does not say.</returns>
    Task<string?> ClusterAsync();
}
