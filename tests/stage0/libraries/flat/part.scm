(define (included n) (if (= n 0) '() (cons n (included (- n 1)))))
