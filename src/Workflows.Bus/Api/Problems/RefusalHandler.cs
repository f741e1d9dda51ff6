using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Workflows.Api.Problems;

/// <summary>Takes what commands of workflows throw, wherever the application's pipeline asks who can answer an exception.</summary>
internal sealed class RefusalHandler(IProblemDetailsService problems) : IExceptionHandler, IDeveloperPageExceptionFilter
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken) =>
        await RefusalAnswer.TryWriteAsync(httpContext, exception, problems);

    public async Task HandleExceptionAsync(ErrorContext errorContext, Func<ErrorContext, Task> next)
    {
        if (!await RefusalAnswer.TryWriteAsync(errorContext.HttpContext, errorContext.Exception, problems))
            await next(errorContext);
    }
}
