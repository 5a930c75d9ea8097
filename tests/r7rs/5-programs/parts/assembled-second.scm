(define from-second (list from-body 'second))
