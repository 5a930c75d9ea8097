(import (foo bar))
