using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Workflows.Api.Problems;

/// <summary>Stands before the whole pipeline, for an application that has nothing of its own to answer exceptions with.</summary>
internal sealed class RefusalFilter(IProblemDetailsService problems) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(AnswerAsync);
        next(app);
    };

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            if (!await RefusalAnswer.TryWriteAsync(context, exception, problems))
                throw;
        }
    }
}
