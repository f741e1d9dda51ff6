using Microsoft.AspNetCore.Mvc;

namespace Workflows.Dashboard.Tests.Hosts;

/// <summary>A controller of a host.</summary>
[ApiController]
public sealed class HostController : ControllerBase
{
    /// <summary>Answers.</summary>
    [HttpGet("/live")]
    public ActionResult<string> Live() => Ok("live");
}
