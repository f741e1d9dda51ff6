using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Dashboard.Hosting;

namespace Workflows.Dashboard.Services.Reading;

/// <summary>Reads the parts of a page, each within a time of its own.</summary>
internal sealed class Sections(ILogger<Sections> logger, TimeProvider time)
{
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    public async Task<Section<T>> ReadAsync<T>(string name, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Budget, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return new Section<T>(await read(both.Token));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            logger.SectionTooSlow(name, Budget);
            return new Section<T>(default, $"Reading this took longer than {Budget.TotalSeconds:0} seconds and was given up.");
        }
        catch (WorkflowRefusedException refused)
        {
            return new Section<T>(default, refused.Message);
        }
        catch (WorkflowStoreUnavailableException unavailable)
        {
            // The log of the process says it already, once with its trace.
            logger.SectionUnavailable(name, unavailable.Message);
            return new Section<T>(default, unavailable.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.SectionFailed(name, exception);
            return new Section<T>(default, "This could not be read. The log of this process says why.");
        }
    }
}
