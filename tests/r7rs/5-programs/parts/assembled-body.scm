(define from-body 'body)
