using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Workflows.AccessGate;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Components;

/// <summary>What every page has: its request, who looks, and its address.</summary>
public abstract class DashboardPage : ComponentBase
{
    /// <summary>The request that the page answers. Pages are rendered once; what is live in them goes on by itself.</summary>
    [CascadingParameter]
    public HttpContext Context { get; set; } = default!;

    [Inject]
    private protected NavigationManager Nav { get; set; } = default!;

    [Inject]
    private protected IOptions<WorkflowDashboardOptions> Options { get; set; } = default!;

    [Inject]
    private ViewerFactory Viewers { get; set; } = default!;

    private protected string QueryString => Context.Request.QueryString.Value ?? "";

    private protected PageQuery Query => PageQuery.Parse(QueryString);

    private protected bool IsLocal => LoopbackRule.Holds(Context);

    private protected CancellationToken Aborted => Context.RequestAborted;

    private protected Task<Viewer> ViewerAsync() => Viewers.OfAsync(Context);

    private protected string TitleOf(string page) => $"{page} · {Options.Value.Title}";

    /// <summary>The page says that what was asked for is not there.</summary>
    private protected void NotThere() => Answer(StatusCodes.Status404NotFound);

    /// <summary>Sets the status when the page is sent: a page that is not found before that is thrown away by the framework in favor of the general one.</summary>
    private protected void Answer(int statusCode)
    {
        var response = Context.Response;
        response.OnStarting(() =>
        {
            response.StatusCode = statusCode;
            return Task.CompletedTask;
        });
    }
}
