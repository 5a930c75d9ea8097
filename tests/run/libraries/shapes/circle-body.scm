(define-record-type circle (make center radius) circle? (center center) (radius radius))
(define (area c) (quotient (* 355 (radius c) (radius c)) 113))
(define (inside? c p) (<= (distance (center c) p) (radius c)))
