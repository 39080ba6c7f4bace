"""The Vietnamese face of the commands: options, help, mistakes in the command line, and failures."""
